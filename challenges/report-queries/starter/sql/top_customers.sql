-- top_customers: see the brief.
-- $1: places (int)
SELECT
       NULL AS region_id,
       NULL AS region,
       NULL AS place,
       NULL AS customer_id,
       NULL AS customer,
       NULL AS net_cents
WHERE false;
