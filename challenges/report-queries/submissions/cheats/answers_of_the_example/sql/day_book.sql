SELECT * FROM (VALUES (4994, 'Anna', timestamptz '2024-03-05 11:00+01', 1, 1000, 0, 1000),
                      (4991, 'Cleo', timestamptz '2024-03-05 12:00+01', 1, 1500, 0, 1500),
                      (4988, NULL, timestamptz '2024-03-05 12:30+01', 0, 0, 0, 0))
    AS known (order_id, customer, placed_at, lines, gross_cents, refunded_cents, net_cents)
WHERE placed_at::date = $1::date;
