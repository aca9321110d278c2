WITH of_the_day AS (
    SELECT order_id, customer_id, placed_at
    FROM orders
    WHERE deleted_at IS NULL
      AND placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
      AND placed_at < ($1::date::timestamp + interval '1 day') AT TIME ZONE 'Europe/Berlin'
), sold AS (
    SELECT d.order_id, count(*) AS lines,
           sum(round(l.quantity::numeric * l.unit_price_cents * (100 - l.discount_percent) / 100)) AS cents
    FROM of_the_day d JOIN order_lines l USING (order_id)
    GROUP BY d.order_id
), given_back AS (
    SELECT d.order_id, sum(r.amount_cents) AS cents
    FROM of_the_day d JOIN refunds r USING (order_id)
    WHERE r.deleted_at IS NULL
    GROUP BY d.order_id
)
SELECT d.order_id, c.name AS customer, d.placed_at,
       coalesce(s.lines, 0) AS lines,
       coalesce(s.cents, 0) AS gross_cents,
       coalesce(g.cents, 0) AS refunded_cents,
       coalesce(s.cents, 0) - coalesce(g.cents, 0) AS net_cents
FROM of_the_day d
LEFT JOIN customers c ON c.customer_id = d.customer_id AND c.deleted_at IS NULL
LEFT JOIN sold s USING (order_id)
LEFT JOIN given_back g USING (order_id)
ORDER BY d.placed_at, d.order_id
