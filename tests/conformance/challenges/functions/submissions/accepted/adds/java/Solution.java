import java.util.List;

class Solution {
    static long addAll(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
