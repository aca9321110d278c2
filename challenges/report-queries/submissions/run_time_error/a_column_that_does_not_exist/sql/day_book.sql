SELECT order_id,
       customers.name AS customer,
       placed_at,
       sold.lines,
       sold.cents AS gross_cents,
       given_back.cents AS refunded_cents,
       sold.cents - given_back.cents AS net_cents
FROM orders
LEFT JOIN customers ON customers.customer_id = orders.customer_id AND customers.deleted_at IS NULL
CROSS JOIN LATERAL (
    SELECT count(*) AS lines,
           coalesce(sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100), 0) AS cents
    FROM order_lines
    WHERE order_lines.order_id = orders.order_id
) AS sold
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_cents), 0) AS cents
    FROM refunds
    WHERE refunds.order_id = orders.order_id AND refunds.deleted_at IS NULL
) AS given_back
WHERE placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND placed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
  AND orders.deleted_at IS NULL
ORDER BY placed_at, order_id;
