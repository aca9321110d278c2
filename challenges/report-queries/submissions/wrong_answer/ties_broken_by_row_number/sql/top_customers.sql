WITH gross AS (
    SELECT order_id,
           sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS cents
    FROM order_lines
    GROUP BY order_id
),
refunded AS (
    SELECT order_id, sum(amount_cents) AS cents
    FROM refunds
    WHERE deleted_at IS NULL
    GROUP BY order_id
),
customer_net AS (
    SELECT customer_id, sum(coalesce(gross.cents, 0) - coalesce(refunded.cents, 0)) AS net_cents
    FROM orders
    LEFT JOIN gross USING (order_id)
    LEFT JOIN refunded USING (order_id)
    WHERE deleted_at IS NULL
    GROUP BY customer_id
),
ranked AS (
    SELECT region_id, customer_id, name, net_cents,
           row_number() OVER (PARTITION BY region_id ORDER BY net_cents DESC) AS place
    FROM customer_net
    JOIN customers USING (customer_id)
    WHERE deleted_at IS NULL
)
SELECT region_id, regions.name AS region, place, customer_id, ranked.name AS customer, net_cents
FROM ranked
LEFT JOIN regions USING (region_id)
WHERE place <= $1
ORDER BY region_id NULLS LAST, place, customer_id;
