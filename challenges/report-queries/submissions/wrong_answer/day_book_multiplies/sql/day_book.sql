SELECT orders.order_id,
       customers.name AS customer,
       placed_at,
       count(line_no) AS lines,
       coalesce(sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100), 0) AS gross_cents,
       coalesce(sum(amount_cents), 0) AS refunded_cents,
       coalesce(sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100), 0)
           - coalesce(sum(amount_cents), 0) AS net_cents
FROM orders
LEFT JOIN customers ON customers.customer_id = orders.customer_id AND customers.deleted_at IS NULL
LEFT JOIN order_lines ON order_lines.order_id = orders.order_id
LEFT JOIN refunds ON refunds.order_id = orders.order_id AND refunds.deleted_at IS NULL
WHERE placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND placed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  AND orders.deleted_at IS NULL
GROUP BY orders.order_id, customers.customer_id
ORDER BY placed_at, orders.order_id;
