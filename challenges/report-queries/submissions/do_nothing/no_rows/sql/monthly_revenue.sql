SELECT NULL AS month, NULL AS orders, NULL AS gross_cents, NULL AS refunded_cents, NULL AS net_cents WHERE $1::text IS NULL AND $2::text IS NULL;
