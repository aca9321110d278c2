import java.util.List;

class Solution {
    static long addAll(List<Long> numbers) {
        while (!numbers.isEmpty()) {
            System.out.println("adding".repeat(100));
        }
        return 0;
    }
}
