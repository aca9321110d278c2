SELECT lo_from_bytea(0, $1::text::bytea) AS customer_id, $2::text AS customer, NULL AS orders_before, NULL AS last_order_on;
