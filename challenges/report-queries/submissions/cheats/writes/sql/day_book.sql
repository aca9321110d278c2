MERGE INTO refunds USING orders ON refunds.order_id = orders.order_id AND $1::text IS NOT NULL
WHEN MATCHED THEN DELETE RETURNING orders.order_id;
