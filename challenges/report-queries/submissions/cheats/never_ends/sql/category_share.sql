WITH RECURSIVE more AS (
    SELECT 1 AS n WHERE (SELECT count(*) FROM orders) > 10000
    UNION ALL
    SELECT 1 FROM more
)
SELECT NULL AS category, count(*) AS orders, NULL AS gross_cents, NULL AS share_percent, NULL AS running_cents, NULL AS running_percent
FROM more WHERE $1::text IS NOT NULL AND $2::text IS NOT NULL HAVING count(*) > 0;
