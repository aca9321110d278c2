-- monthly_revenue: see the brief.
-- $1: first_month (str)
-- $2: last_month (str)
SELECT
       NULL AS month,
       NULL AS orders,
       NULL AS gross_cents,
       NULL AS refunded_cents,
       NULL AS net_cents
WHERE false;
