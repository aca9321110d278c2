WITH firsts AS (
    SELECT c.customer_id, date_trunc('month', min(o.placed_at), 'Europe/Berlin') AS first_month
    FROM customers c
    JOIN orders o ON o.customer_id = c.customer_id
    WHERE c.deleted_at IS NULL AND o.deleted_at IS NULL
    GROUP BY c.customer_id
), sizes AS (
    SELECT (first_month AT TIME ZONE 'Europe/Berlin')::date AS cohort, count(*) AS customers
    FROM firsts
    GROUP BY 1
    HAVING (first_month AT TIME ZONE 'Europe/Berlin')::date >= $1::date
), later AS (
    SELECT (f.first_month AT TIME ZONE 'Europe/Berlin')::date AS cohort,
           date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin')::date AS month,
           count(DISTINCT o.customer_id) AS active
    FROM firsts f
    JOIN orders o USING (customer_id)
    WHERE o.deleted_at IS NULL
    GROUP BY 1, 2
), months AS (
    SELECT generate_series($1::date, $2::date, '1 month')::date AS month
)
SELECT s.cohort, m.month, s.customers,
       CASE WHEN l.active IS NULL THEN 0 ELSE l.active END AS active,
       round(CASE WHEN l.active IS NULL THEN 0 ELSE l.active END * 100::numeric / s.customers, 2) AS retained_percent
FROM sizes s
JOIN months m ON m.month >= s.cohort
LEFT JOIN later l ON l.cohort = s.cohort AND l.month = m.month
ORDER BY s.cohort, m.month
