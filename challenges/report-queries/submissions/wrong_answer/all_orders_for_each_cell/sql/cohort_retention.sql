WITH firsts AS (
    SELECT customer_id, date_trunc('month', min(placed_at) AT TIME ZONE 'Europe/Berlin')::date AS cohort
    FROM customers
    JOIN orders USING (customer_id)
    WHERE customers.deleted_at IS NULL AND orders.deleted_at IS NULL
    GROUP BY customer_id
),
cohorts AS (
    SELECT cohort, count(*) AS customers FROM firsts WHERE cohort >= $1::date GROUP BY cohort
)
SELECT cohort, months.month::date AS month, customers, again.active,
       round(100.0 * again.active / customers, 2) AS retained_percent
FROM cohorts
CROSS JOIN LATERAL generate_series(cohort::timestamp, $2::date::timestamp, interval '1 month') AS months (month)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT customer_id) AS active
    FROM firsts
    JOIN orders USING (customer_id)
    WHERE firsts.cohort = cohorts.cohort AND deleted_at IS NULL
      AND date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin') = months.month
) AS again
ORDER BY cohort, month;
