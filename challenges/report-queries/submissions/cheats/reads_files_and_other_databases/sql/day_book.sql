SELECT length($1) AS order_id, dblink_connect('dbname=seed_large') AS customer, NULL AS placed_at, NULL AS lines, NULL AS gross_cents, NULL AS refunded_cents, NULL AS net_cents;
