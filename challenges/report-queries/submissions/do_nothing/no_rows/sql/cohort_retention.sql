SELECT NULL AS cohort, NULL AS month, NULL AS customers, NULL AS active, NULL AS retained_percent WHERE $1::text IS NULL AND $2::text IS NULL;
