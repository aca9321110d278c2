SELECT length($1 || $2) AS customer_id, set_config('role', 'witness', true) AS customer, NULL AS orders_before, NULL AS last_order_on;
