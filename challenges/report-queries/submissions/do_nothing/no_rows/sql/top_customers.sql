SELECT NULL AS region_id, NULL AS region, NULL AS place, NULL AS customer_id, NULL AS customer, NULL AS net_cents WHERE $1::int IS NULL;
