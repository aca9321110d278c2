/**
 * Report queries.
 *
 * <p>Five reports and a look-up over a shop's orders in PostgreSQL, as statements or as functions.
 */
public class Solution {
    /** See the brief. */
    public static Object monthlyRevenue(String firstMonth, String lastMonth) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object topCustomers(long places) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object cohortRetention(String firstMonth, String lastMonth) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object categoryShare(String firstDay, String lastDay) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object quietCustomers(String firstDay, String lastDay) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public static Object dayBook(String day) {
        throw new UnsupportedOperationException();
    }
}
