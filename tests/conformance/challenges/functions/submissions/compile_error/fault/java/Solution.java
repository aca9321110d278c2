class Solution {
    static long addAll(java.util.List<Long> numbers) {
        return "nothing";
    }
}
