SELECT * FROM (VALUES ('Books', 3, 5896, 85.5, 5896, 85.5), (NULL, 1, 1000, 14.5, 6896, 100))
    AS known (category, orders, gross_cents, share_percent, running_cents, running_percent)
WHERE $1::date < $2::date;
