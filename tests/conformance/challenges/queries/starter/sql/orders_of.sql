-- orders_of: see the brief.
-- $1: customer (str)
SELECT
       NULL AS placed_on,
       NULL AS amount
WHERE false;
