SELECT NULL AS region_id, pg_ls_dir('.') AS region, $1::int AS place, NULL AS customer_id, NULL AS customer, NULL AS net_cents;
