SELECT * FROM (VALUES (879, 'Dora', 0, NULL), (893, 'Bert', 1, date '2024-01-20'))
    AS known (customer_id, customer, orders_before, last_order_on)
WHERE $1::date < $2::date;
