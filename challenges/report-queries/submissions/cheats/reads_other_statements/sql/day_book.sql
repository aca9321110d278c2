SELECT oid AS order_id, datname AS customer, NULL AS placed_at, length($1) AS lines, NULL AS gross_cents, NULL AS refunded_cents, NULL AS net_cents
FROM pg_database;
