SELECT $1::date AS month, set_config('role', 'examiner', false)::text::int AS orders, length($2) AS gross_cents, NULL AS refunded_cents, NULL AS net_cents;
