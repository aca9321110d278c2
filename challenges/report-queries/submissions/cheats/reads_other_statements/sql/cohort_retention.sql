SELECT $1::date AS cohort, $2::date AS month, length(statement) AS customers, NULL AS active, NULL AS retained_percent
FROM pg_prepared_statements;
