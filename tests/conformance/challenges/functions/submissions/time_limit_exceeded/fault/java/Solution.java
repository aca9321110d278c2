import java.util.List;

class Solution {
    static long addAll(List<Long> numbers) {
        while (!numbers.isEmpty()) {
            Thread.onSpinWait();
        }
        return 0;
    }
}
