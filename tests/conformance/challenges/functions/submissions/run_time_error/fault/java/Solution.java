import java.util.List;

class Solution {
    static long addAll(List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size());
    }
}
