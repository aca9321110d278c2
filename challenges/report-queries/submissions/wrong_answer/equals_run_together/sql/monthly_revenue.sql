-- Both bounds as moments, so that the indexes on placed_at and refunded_at can be used for a short period.
WITH period AS (
    SELECT $1::date::timestamp AT TIME ZONE 'Europe/Berlin' AS begins,
           ($2::date + interval '1 month') AT TIME ZONE 'Europe/Berlin' AS ends
),
gross AS (
    SELECT order_id,
           sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS cents
    FROM order_lines
    GROUP BY order_id
),
sales AS (
    SELECT date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin')::date AS month,
           count(*) AS orders,
           sum(gross.cents) AS cents
    FROM orders
    CROSS JOIN period
    LEFT JOIN gross USING (order_id)
    WHERE placed_at >= begins AND placed_at < ends AND deleted_at IS NULL
    GROUP BY 1
),
returns AS (
    SELECT date_trunc('month', refunded_at AT TIME ZONE 'Europe/Berlin')::date AS month,
           sum(amount_cents) AS cents
    FROM refunds
    JOIN orders USING (order_id)
    CROSS JOIN period
    WHERE refunded_at >= begins AND refunded_at < ends
      AND refunds.deleted_at IS NULL AND orders.deleted_at IS NULL
    GROUP BY 1
)
SELECT month::date AS month,
       coalesce(sales.orders, 0) AS orders,
       coalesce(sales.cents, 0) AS gross_cents,
       coalesce(returns.cents, 0) AS refunded_cents,
       coalesce(sales.cents, 0) - coalesce(returns.cents, 0) AS net_cents
FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') AS months (month)
LEFT JOIN sales USING (month)
LEFT JOIN returns USING (month)
ORDER BY month;
