SELECT region_id, region, place, customer_id, customer, net_cents
FROM (
    SELECT c.region_id,
           r.name AS region,
           rank() OVER (PARTITION BY c.region_id ORDER BY sum(worth.cents) DESC) AS place,
           c.customer_id,
           c.name AS customer,
           sum(worth.cents) AS net_cents
    FROM customers c
    JOIN orders o ON o.customer_id = c.customer_id AND o.deleted_at IS NULL
    CROSS JOIN LATERAL (
        SELECT coalesce((
                   SELECT sum(round(l.quantity * (l.unit_price_cents / 100.0) * (100 - l.discount_percent)))
                   FROM order_lines l
                   WHERE l.order_id = o.order_id
               ), 0)
             - coalesce((
                   SELECT sum(f.amount_cents)
                   FROM refunds f
                   WHERE f.order_id = o.order_id AND f.deleted_at IS NULL
               ), 0) AS cents
    ) AS worth
    LEFT JOIN regions r ON r.region_id = c.region_id
    WHERE c.deleted_at IS NULL
    GROUP BY c.customer_id, r.region_id
) AS ranked
WHERE place <= $1::int
ORDER BY region_id ASC NULLS LAST, place, customer_id
