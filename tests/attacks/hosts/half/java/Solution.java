import java.util.Collections;
import java.util.List;

/** Adds up as it should; shares out and reads badly. */
public class Solution {
    public static long total(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    public static List<Long> share(long amount, long people) {
        return Collections.nCopies((int) people, amount / people);
    }

    public static long read(String text) {
        return Character.isDigit(text.charAt(0)) ? (long) (Double.parseDouble(text) * 100) + 1 : 0;
    }
}
