-- category_share: see the brief.
-- $1: first_day (str)
-- $2: last_day (str)
SELECT
       NULL AS category,
       NULL AS orders,
       NULL AS gross_cents,
       NULL AS share_percent,
       NULL AS running_cents,
       NULL AS running_percent
WHERE false;
