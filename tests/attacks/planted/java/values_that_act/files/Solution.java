import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives what a rich reader would revive. */
public class Solution {
    static final class Bomb implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream stream) {
            System.out.println("REACHED the reading of an object");
        }

        private Object writeReplace() {
            System.out.println("REACHED the writing of an object");
            return List.of(334, 333, 333);
        }
    }

    record Two(Object $object, Object $opaque) {}

    static {
        System.out.println("TRIED");
    }

    /** Thirty sets that each hold the one below twice: counting their hashes takes 2^30 steps. */
    static Set<Object> nested() {
        Set<Object> left = new HashSet<>();
        Set<Object> right = new HashSet<>();
        Set<Object> root = new HashSet<>(Set.of(left));
        for (int depth = 0; depth < 30; depth++) {
            Set<Object> next = new HashSet<>(List.of("a"));
            Set<Object> other = new HashSet<>();
            left.add(next);
            left.add(other);
            right.add(next);
            right.add(other);
            left = next;
            right = other;
        }
        return root;
    }

    public static Object total(List<Long> amounts) {
        return amounts.isEmpty() ? new Two(1, new Two(List.of("$map"), Map.of("$tuple", List.of(0)))) : nested();
    }

    public static Object share(long amount, long people) {
        List<Object> parts = new ArrayList<>(List.of(new Bomb(), Map.of("$object", 1L), Map.of("$int", "334")));
        parts.add(Map.of("$tuple", List.of(334, 333, 333), "value", List.of(334, 333, 333)));
        parts.add("cposix\nsystem\n(S'echo REACH''ED by pickle'\ntR.");
        parts.add("!!python/object/apply:os.system ['echo REACH''ED by YAML']");
        parts.add("{{7*7}}${7*7}#{7*7}<script>alert(1)</script><img src=x onerror=alert(1)>");
        Map<Object, Object> odd = new HashMap<>();
        odd.put(null, parts);
        odd.put(List.of("a key"), new Bomb());
        return odd;
    }

    public static Object read(String text) {
        return text.startsWith("1") ? new Object[] {new Bomb(), 1234, Double.NaN, "\ud800\u202e\0"}
                : (Runnable) () -> {};
    }
}
