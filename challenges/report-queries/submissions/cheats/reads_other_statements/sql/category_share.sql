SELECT statement AS category, length($1 || $2) AS orders, NULL AS gross_cents, NULL AS share_percent, NULL AS running_cents, NULL AS running_percent
FROM pg_cursors;
