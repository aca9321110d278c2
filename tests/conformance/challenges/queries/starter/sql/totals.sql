-- totals: see the brief.
SELECT
       NULL AS customer,
       NULL AS total
WHERE false;
