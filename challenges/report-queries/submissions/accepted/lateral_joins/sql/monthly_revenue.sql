SELECT m.month::date AS month,
       sold.orders,
       sold.cents AS gross_cents,
       refunded.cents AS refunded_cents,
       sold.cents - refunded.cents AS net_cents
FROM generate_series(CAST($1 AS date)::timestamp, CAST($2 AS date)::timestamp, '1 month') AS m (month)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT o.order_id) AS orders,
           coalesce(sum(round(l.quantity::numeric * l.unit_price_cents * (100 - l.discount_percent) / 100)), 0) AS cents
    FROM orders o
    LEFT JOIN order_lines l ON l.order_id = o.order_id
    WHERE o.deleted_at IS NULL
      AND o.placed_at >= timezone('Europe/Berlin', m.month)
      AND o.placed_at < timezone('Europe/Berlin', m.month + interval '1 month')
) AS sold
CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.amount_cents), 0) AS cents
    FROM refunds r
    WHERE r.deleted_at IS NULL
      AND EXISTS (SELECT FROM orders o WHERE o.order_id = r.order_id AND o.deleted_at IS NULL)
      AND r.refunded_at >= timezone('Europe/Berlin', m.month)
      AND r.refunded_at < timezone('Europe/Berlin', m.month + interval '1 month')
) AS refunded
ORDER BY 1
