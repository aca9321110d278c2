package grader.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Lists what is there, the names most like the wanted one first, for a message about what is not. */
final class Nearest {
    private static final int MAX_SHOWN = 12;

    private Nearest() {}

    /** Join names, some of many: {@code fetch(String), put(String, long), … 40 more}. */
    static String to(String wanted, Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort((one, other) -> {
            int closer = Integer.compare(distance(wanted, one), distance(wanted, other));
            return closer != 0 ? closer : one.compareTo(other);
        });
        List<String> shown = sorted.subList(0, Math.min(MAX_SHOWN, sorted.size()));
        String more = sorted.size() > MAX_SHOWN ? ", … " + (sorted.size() - MAX_SHOWN) + " more" : "";
        return shown.isEmpty() ? "nothing" : String.join(", ", shown) + more;
    }

    /** Join all of a few things. */
    static String joined(Collection<?> things) {
        StringBuilder text = new StringBuilder();
        for (Object thing : things) {
            text.append(text.length() == 0 ? "" : ", ").append(thing);
        }
        return text.toString();
    }

    /** Count the letters to be put in, taken out or changed on the way from one name to another, capitals aside. */
    private static int distance(String wanted, String name) {
        String from = head(wanted);
        String into = head(name);
        int[] before = new int[into.length() + 1];
        for (int column = 0; column < before.length; column++) {
            before[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] now = new int[before.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int changed = from.charAt(row - 1) == into.charAt(column - 1) ? 0 : 1;
                now[column] = Math.min(before[column - 1] + changed, Math.min(before[column], now[column - 1]) + 1);
            }
            before = now;
        }
        return before[into.length()];
    }

    /** Give the name alone: before the brackets, after the package. */
    private static String head(String name) {
        int bracket = name.indexOf('(');
        String bare = bracket < 0 ? name : name.substring(0, bracket);
        return Tags.cut(bare.substring(bare.lastIndexOf('.') + 1), 60).toLowerCase(Locale.ROOT);
    }
}
