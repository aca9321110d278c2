WITH active_months AS (
    SELECT DISTINCT customer_id, date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin')::date AS month
    FROM orders
    JOIN customers USING (customer_id)
    WHERE orders.deleted_at IS NULL AND customers.deleted_at IS NULL
),
with_cohort AS (
    SELECT min(month) OVER (PARTITION BY customer_id) AS cohort, month
    FROM active_months
),
activity AS (
    SELECT cohort, month, count(*) AS active
    FROM with_cohort
    WHERE cohort BETWEEN $1::date AND $2::date
    GROUP BY cohort, month
),
cohorts AS (
    SELECT cohort, active AS customers FROM activity WHERE month = cohort
)
SELECT cohort,
       months.month::date AS month,
       customers,
       coalesce(active, 0) AS active,
       round(100.0 * coalesce(active, 0) / customers, 2) AS retained_percent
FROM cohorts
CROSS JOIN LATERAL generate_series(cohort::timestamp, $2::date::timestamp, interval '1 month') AS months (month)
LEFT JOIN activity USING (cohort, month)
ORDER BY cohort, month;
