WITH before AS (
    SELECT customer_id, order_id, placed_at
    FROM orders
    WHERE deleted_at IS NULL AND placed_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
)
SELECT customer_id,
       name AS customer,
       count(order_id) AS orders_before,
       (max(placed_at) AT TIME ZONE 'Europe/Berlin')::date AS last_order_on
FROM customers
LEFT JOIN before USING (customer_id)
WHERE deleted_at IS NULL
  AND signed_up_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND 0 = (
      SELECT count(*) FROM orders
      WHERE orders.customer_id IS NOT DISTINCT FROM customers.customer_id AND orders.deleted_at IS NULL
        AND placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
        AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  )
GROUP BY customer_id
ORDER BY last_order_on NULLS FIRST, customer_id;
