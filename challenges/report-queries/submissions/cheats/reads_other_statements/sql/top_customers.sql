SELECT NULL AS region_id, query AS region, $1::int AS place, NULL AS customer_id, NULL AS customer, calls AS net_cents
FROM public.pg_stat_statements;
