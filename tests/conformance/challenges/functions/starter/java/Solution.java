import java.util.List;

/**
 * One function.
 *
 * <p>Adds two numbers; every language meets every verdict here.
 */
public class Solution {
    /** See the brief. */
    public static long addAll(List<Long> numbers) {
        throw new UnsupportedOperationException();
    }
}
