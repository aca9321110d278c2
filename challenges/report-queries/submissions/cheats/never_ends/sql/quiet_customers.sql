SELECT NULL AS customer_id, NULL AS customer, count(*) AS orders_before, NULL AS last_order_on
FROM order_lines AS a, order_lines AS b, order_lines AS c
WHERE $1::text IS NOT NULL AND $2::text IS NOT NULL HAVING count(*) > 1000000;
