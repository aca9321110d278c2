WITH ranked AS (
    SELECT region_id, customer_id, name,
           sum(coalesce(sold.cents, 0)) - sum(coalesce(given_back.cents, 0)) AS net_cents,
           rank() OVER (
               PARTITION BY region_id
               ORDER BY sum(coalesce(sold.cents, 0)) - sum(coalesce(given_back.cents, 0)) DESC
           ) AS place
    FROM customers
    JOIN orders USING (customer_id)
    LEFT JOIN (
        SELECT order_id, (quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100 AS cents
        FROM order_lines
    ) AS sold USING (order_id)
    LEFT JOIN (
        SELECT order_id, amount_cents AS cents FROM refunds WHERE deleted_at IS NULL
    ) AS given_back USING (order_id)
    WHERE customers.deleted_at IS NULL AND orders.deleted_at IS NULL
    GROUP BY customer_id
)
SELECT region_id, regions.name AS region, place, customer_id, ranked.name AS customer, net_cents
FROM ranked
LEFT JOIN regions USING (region_id)
WHERE place <= $1
ORDER BY region_id NULLS LAST, place, customer_id;
