SELECT * FROM (VALUES (date '2024-01-01', date '2024-01-01', 2, 2, 100), (date '2024-01-01', date '2024-02-01', 2, 0, 0),
                      (date '2024-01-01', date '2024-03-01', 2, 1, 50), (date '2024-03-01', date '2024-03-01', 1, 1, 100))
    AS known (cohort, month, customers, active, retained_percent)
WHERE cohort >= $1::date AND month <= $2::date;
