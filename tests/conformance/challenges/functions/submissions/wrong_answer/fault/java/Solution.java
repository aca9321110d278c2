import java.util.List;

class Solution {
    static long addAll(List<Long> numbers) {
        return numbers.stream().reduce((a, b) -> a * b + 1).orElse(0L);
    }
}
