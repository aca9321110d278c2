SELECT * FROM (VALUES (date '2024-01-01', 2, 4396, 0, 4396), (date '2024-02-01', 0, 0, 0, 0),
                      (date '2024-03-01', 3, 2500, 1200, 1300), (date '2024-04-01', 0, 0, 0, 0))
    AS known (month, orders, gross_cents, refunded_cents, net_cents)
WHERE month BETWEEN $1::date AND $2::date ORDER BY month;
