-- cohort_retention: see the brief.
-- $1: first_month (str)
-- $2: last_month (str)
SELECT
       NULL AS cohort,
       NULL AS month,
       NULL AS customers,
       NULL AS active,
       NULL AS retained_percent
WHERE false;
