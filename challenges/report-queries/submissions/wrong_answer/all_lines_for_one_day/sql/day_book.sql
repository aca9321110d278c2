WITH sold AS (
    SELECT order_id, count(*) AS lines,
           sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS cents
    FROM order_lines
    GROUP BY order_id
),
given_back AS (
    SELECT order_id, sum(amount_cents) AS cents FROM refunds WHERE deleted_at IS NULL GROUP BY order_id
)
SELECT order_id, customers.name AS customer, placed_at,
       coalesce(lines, 0) AS lines,
       coalesce(sold.cents, 0) AS gross_cents,
       coalesce(given_back.cents, 0) AS refunded_cents,
       coalesce(sold.cents, 0) - coalesce(given_back.cents, 0) AS net_cents
FROM orders
LEFT JOIN customers ON customers.customer_id = orders.customer_id AND customers.deleted_at IS NULL
LEFT JOIN sold USING (order_id)
LEFT JOIN given_back USING (order_id)
WHERE placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND placed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  AND orders.deleted_at IS NULL
ORDER BY placed_at, order_id;
