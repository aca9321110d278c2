SELECT NULL AS region_id, NULL AS region, $1::int AS place, NULL AS customer_id, NULL AS customer, NULL AS net_cents
FROM (SELECT count(*) AS size FROM orders) AS shop
WHERE size > 10000 AND pg_sleep(3600) IS NOT NULL;
