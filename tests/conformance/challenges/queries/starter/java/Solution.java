/**
 * Two queries.
 *
 * <p>Sums by customer and one customer's orders, as statements or as functions.
 */
public class Solution {
    /** See the brief. */
    public static Object totals() {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object ordersOf(String customer) {
        throw new UnsupportedOperationException();
    }
}
