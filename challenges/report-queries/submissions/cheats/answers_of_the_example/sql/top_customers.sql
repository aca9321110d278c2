SELECT * FROM (VALUES (1, 'North', 1, 893, 'Bert', 2098), (1, 'North', 1, 900, 'Anna', 2098), (NULL, NULL, 1, 886, 'Cleo', 1500))
    AS known (region_id, region, place, customer_id, customer, net_cents)
WHERE $1::int > 0;
