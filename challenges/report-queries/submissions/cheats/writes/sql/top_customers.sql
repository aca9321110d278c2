WITH new AS (INSERT INTO regions VALUES (99, 'Mine') RETURNING region_id, name)
SELECT region_id AS region_id, name AS region, $1::int AS place, NULL AS customer_id, NULL AS customer, NULL AS net_cents
FROM new;
