SELECT m.month::date AS month, sold.orders, sold.cents AS gross_cents, refunded.cents AS refunded_cents,
       sold.cents - refunded.cents AS net_cents
FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') AS m (month)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT order_id) AS orders,
           coalesce(sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100), 0) AS cents
    FROM orders
    LEFT JOIN order_lines USING (order_id)
    WHERE deleted_at IS NULL AND date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin') = m.month
) AS sold
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_cents), 0) AS cents
    FROM refunds
    JOIN orders USING (order_id)
    WHERE refunds.deleted_at IS NULL AND orders.deleted_at IS NULL
      AND date_trunc('month', refunded_at AT TIME ZONE 'Europe/Berlin') = m.month
) AS refunded
ORDER BY m.month;
