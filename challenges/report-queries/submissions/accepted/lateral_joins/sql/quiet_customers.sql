SELECT c.customer_id, c.name AS customer, past.orders_before, past.last_order_on
FROM customers c
CROSS JOIN LATERAL (
    SELECT count(*) AS orders_before, max((o.placed_at AT TIME ZONE 'Europe/Berlin')::date) AS last_order_on
    FROM orders o
    WHERE o.customer_id = c.customer_id
      AND o.deleted_at IS NULL
      AND o.placed_at < $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
) AS past
WHERE c.deleted_at IS NULL
  AND (c.signed_up_at AT TIME ZONE 'Europe/Berlin')::date < $1::date
  AND NOT EXISTS (
      SELECT 1
      FROM orders o
      WHERE o.customer_id = c.customer_id
        AND o.deleted_at IS NULL
        AND o.placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
        AND o.placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  )
ORDER BY past.last_order_on ASC NULLS FIRST, c.customer_id
