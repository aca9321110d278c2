-- 100 % of them
SELECT placed_on, amount FROM orders WHERE customer = $1 ORDER BY placed_on NULLS LAST
