SELECT customer_id,
       name AS customer,
       (SELECT count(*)
        FROM orders
        WHERE orders.customer_id = customers.customer_id AND deleted_at IS NULL
          AND placed_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin') AS orders_before,
       (SELECT (max(placed_at) AT TIME ZONE 'Europe/Berlin')::date
        FROM orders
        WHERE orders.customer_id = customers.customer_id AND deleted_at IS NULL
          AND placed_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin') AS last_order_on
FROM customers
WHERE deleted_at IS NULL
  AND signed_up_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND customer_id NOT IN (
      SELECT customer_id
      FROM orders
      WHERE deleted_at IS NULL
        AND placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
        AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  )
ORDER BY last_order_on NULLS FIRST, customer_id;
