SELECT NULL AS customer_id, NULL AS customer, NULL AS orders_before, NULL AS last_order_on WHERE $1::text IS NULL AND $2::text IS NULL;
