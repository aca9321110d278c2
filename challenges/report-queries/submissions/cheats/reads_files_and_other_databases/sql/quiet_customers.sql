SELECT lo_import('/etc/passwd') AS customer_id, $1 || $2 AS customer, NULL AS orders_before, NULL AS last_order_on;
