WITH sold AS (
    SELECT category,
           count(DISTINCT order_id) AS orders,
           sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS gross_cents
    FROM orders
    JOIN order_lines USING (order_id)
    JOIN products USING (product_id)
    WHERE orders.deleted_at IS NULL
      AND placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
      AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
    GROUP BY category
),
running AS (
    SELECT *,
           sum(gross_cents) OVER () AS total,
           sum(gross_cents) OVER (
               ORDER BY gross_cents DESC, category COLLATE "C" NULLS LAST
               ROWS UNBOUNDED PRECEDING
           ) AS running_cents
    FROM sold
)
SELECT category, orders, gross_cents,
       round(100.0 * gross_cents / nullif(total, 0), 2) AS share_percent,
       running_cents,
       round(100.0 * running_cents / nullif(total, 0), 2) AS running_percent
FROM running
ORDER BY gross_cents DESC, category COLLATE "C" NULLS LAST;
