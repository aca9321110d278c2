exports.totals = () => "SELECT customer, sum(amount) AS total FROM orders GROUP BY customer";
exports.ordersOf = (customer) => "SELECT placed_on, amount FROM orders WHERE customer = $1 ORDER BY placed_on NULLS LAST";
