WITH period AS (
    SELECT $1::date::timestamp AT TIME ZONE 'Europe/Berlin' AS begins,
           ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS ends
)
SELECT customer_id,
       name AS customer,
       count(order_id) FILTER (WHERE placed_at < begins) AS orders_before,
       (max(placed_at) FILTER (WHERE placed_at < begins) AT TIME ZONE 'Europe/Berlin')::date AS last_order_on
FROM customers
CROSS JOIN period
LEFT JOIN (SELECT * FROM orders WHERE deleted_at IS NULL) AS live_orders USING (customer_id)
WHERE customers.deleted_at IS NULL AND signed_up_at < begins
GROUP BY customer_id
HAVING count(order_id) FILTER (WHERE placed_at >= begins AND placed_at < ends) = 0
ORDER BY last_order_on NULLS FIRST, customer_id;
