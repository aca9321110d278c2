public class Solution {
    public static String totals() {
        return "SELECT customer, sum(amount) AS total FROM orders GROUP BY customer";
    }

    public static String ordersOf(String customer) {
        return "SELECT placed_on, amount FROM orders WHERE customer = $1 ORDER BY placed_on NULLS LAST";
    }
}
