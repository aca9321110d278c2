SELECT NULL AS category, NULL AS orders, NULL AS gross_cents, NULL AS share_percent, NULL AS running_cents, NULL AS running_percent WHERE $1::text IS NULL AND $2::text IS NULL;
