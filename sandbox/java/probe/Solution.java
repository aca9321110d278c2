/** The echo by which Java proves that it works on a machine. */
final class Solution {
    private Solution() {}

    static Object echo(Object value) {
        return value;
    }
}
