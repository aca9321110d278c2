import java.util.List;

public class Solution {
    public static List<List<Object>> monthlyRevenue(String firstMonth, String lastMonth) {
        return List.of();
    }

    public static List<List<Object>> topCustomers(long places) {
        return List.of();
    }

    public static List<List<Object>> cohortRetention(String firstMonth, String lastMonth) {
        return List.of();
    }

    public static List<List<Object>> categoryShare(String firstDay, String lastDay) {
        return List.of();
    }

    public static List<List<Object>> quietCustomers(String firstDay, String lastDay) {
        return List.of();
    }

    public static List<List<Object>> dayBook(String day) {
        return List.of();
    }
}
