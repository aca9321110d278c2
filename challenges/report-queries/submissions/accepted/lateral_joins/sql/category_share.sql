WITH per_category AS (
    SELECT p.category,
           count(*) AS orders,
           sum(per_order.cents) AS gross_cents,
           rank() OVER (ORDER BY sum(per_order.cents) DESC, p.category COLLATE "C" ASC NULLS LAST) AS position
    FROM (
        SELECT o.order_id, coalesce(x.category, '') AS key, min(x.category) AS category,
               sum(div(l.quantity::numeric * l.unit_price_cents * (100 - l.discount_percent) + 50, 100)) AS cents
        FROM orders o
        JOIN order_lines l USING (order_id)
        JOIN products x USING (product_id)
        WHERE o.deleted_at IS NULL
          AND o.placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
          AND o.placed_at < ($2::date + interval '1 day') AT TIME ZONE 'Europe/Berlin'
        GROUP BY o.order_id, key
    ) AS per_order
    CROSS JOIN LATERAL (SELECT per_order.category) AS p
    GROUP BY p.category
)
SELECT a.category, a.orders, a.gross_cents,
       round(a.gross_cents * 100 / nullif(t.total, 0), 2) AS share_percent,
       sum(b.gross_cents) AS running_cents,
       round(sum(b.gross_cents) * 100 / nullif(t.total, 0), 2) AS running_percent
FROM per_category a
JOIN per_category b ON b.position <= a.position
CROSS JOIN (SELECT sum(gross_cents) AS total FROM per_category) AS t
GROUP BY a.category, a.orders, a.gross_cents, a.position, t.total
ORDER BY a.position
