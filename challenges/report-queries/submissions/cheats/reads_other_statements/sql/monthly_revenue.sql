SELECT $1::date AS month, length(query) AS orders, length($2) AS gross_cents, NULL AS refunded_cents, NULL AS net_cents
FROM pg_stat_activity;
