SELECT NULL AS order_id, NULL AS customer, NULL AS placed_at, NULL AS lines, NULL AS gross_cents, NULL AS refunded_cents, NULL AS net_cents WHERE $1::text IS NULL;
