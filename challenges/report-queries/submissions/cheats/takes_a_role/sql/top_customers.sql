SELECT NULL AS region_id, set_config('session_authorization', 'examiner', false) AS region, $1::int AS place, NULL AS customer_id, NULL AS customer, NULL AS net_cents;
