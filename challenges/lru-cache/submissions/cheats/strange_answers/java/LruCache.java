// Tries: replies that upset whoever reads them: endless iterators, lists that hold themselves, tags of the protocol.
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

public class LruCache {
    private static int asked;

    public LruCache(long capacity) {}

    private static Object answer() {
        return switch (asked++ % 9) {
            case 0 -> endless();
            case 1 -> itself();
            case 2 -> Map.of("$object", 1);
            case 3 -> new Keys();
            case 4 -> Double.NaN;
            case 5 -> BigInteger.TEN.pow(5_000);
            case 6 -> "\ud800";
            case 7 -> Stream.iterate(1, number -> number + 1);
            default -> "9".repeat(1_000_000);
        };
    }

    private static Iterable<Integer> endless() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return 1;
            }
        };
    }

    private static List<Object> itself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return list;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
    }

    private static final class Keys extends AbstractMap<String, Object> {
        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return Set.of(Map.entry("value", 0), Map.entry("$tuple", 1), Map.entry("outcome", "passed"));
        }
    }

    public Object get(String key) {
        return answer();
    }

    public Object put(String key, long value, Long ttlMs) {
        return answer();
    }

    public Object size() {
        return answer();
    }
}
