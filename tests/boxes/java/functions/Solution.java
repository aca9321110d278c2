import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Stream;

/** Gives back what it is given, in every form that Java has for it; and misbehaves in every way that it can. */
public class Solution {
    static long aLong(long value) {
        return value;
    }

    static int anInt(int value) {
        return value;
    }

    static Short aShort(short value) {
        return value;
    }

    static byte aByte(Byte value) {
        return value;
    }

    static Long aBoxed(Long value) {
        return value;
    }

    static BigInteger aBig(BigInteger value) {
        return value;
    }

    static BigDecimal aDecimal(BigDecimal value) {
        return value;
    }

    static double aDouble(double value) {
        return value;
    }

    static Float aFloat(float value) {
        return value;
    }

    static double intToDouble(double value) {
        return value;
    }

    static boolean aTruth(Boolean value) {
        return value;
    }

    static String aString(String value) {
        return value;
    }

    static CharSequence aSequence(CharSequence value) {
        return value;
    }

    static char aChar(char value) {
        return value;
    }

    static char[] chars(char[] value) {
        return value;
    }

    static Colour anEnum(Colour value) {
        return value;
    }

    static byte[] someBytes(byte[] value) {
        return value;
    }

    static java.nio.ByteBuffer aBuffer(java.nio.ByteBuffer value) {
        return value;
    }

    static List<Long> aList(List<Long> value) {
        return value;
    }

    static List<Integer> anIntList(List<Integer> value) {
        return value;
    }

    static int[] ints(int[] value) {
        return value;
    }

    static byte[] bytesOfInts(byte[] value) {
        return value;
    }

    static Long[][] aTable(Long[][] value) {
        return value;
    }

    static List<String>[] genericArray(List<String>[] value) {
        return value;
    }

    static Collection<String> aCollection(Collection<String> value) {
        return value;
    }

    static List<?> wildcards(List<? extends Number> value) {
        return value;
    }

    static <T extends Comparable<T>> List<T> variables(List<T> value) {
        return value;
    }

    static Iterable<Integer> aDeque(Deque<Integer> value) {
        return value;
    }

    static LinkedList<Long> aLinkedList(LinkedList<Long> value) {
        return value;
    }

    static Stream<Long> aStream(Stream<Long> value) {
        return value;
    }

    static Iterator<Long> anIterator(Iterator<Long> value) {
        return value;
    }

    static Set<Integer> aSet(Set<Integer> value) {
        return value;
    }

    static SortedSet<String> aSortedSet(TreeSet<String> value) {
        return value;
    }

    static Map<String, Integer> aMap(Map<String, Integer> value) {
        return value;
    }

    static Map<Long, String> intKeys(NavigableMap<Long, String> value) {
        return value;
    }

    static Map<Colour, Long> enumKeys(HashMap<Colour, Long> value) {
        return value;
    }

    static Map<String, long[]> mapOfLists(Map<String, long[]> value) {
        return value;
    }

    static Optional<Integer> maybe(Optional<Integer> value) {
        return value;
    }

    static OptionalLong maybeLong(OptionalLong value) {
        return value;
    }

    static OptionalInt maybeInt(OptionalInt value) {
        return value;
    }

    static OptionalDouble maybeDouble(OptionalDouble value) {
        return value;
    }

    static Row aRecord(Row value) {
        return value;
    }

    static List<Row> records(List<Row> value) {
        return value;
    }

    static Both<Integer, String> genericRecord(Both<Integer, String> value) {
        return value;
    }

    static Row namedRecord(Row value) {
        return value;
    }

    static Map.Entry<String, Integer> anEntry(Map.Entry<String, Integer> value) {
        return value;
    }

    static List<Object> objects(List<Object> value) {
        return value;
    }

    static Object[] objectArray(Object[] value) {
        return value;
    }

    static Object anything(Object value) {
        return value;
    }

    static Number aNumber(Number value) {
        return value;
    }

    static String kindOf(Object value) {
        return value == null ? null : value.getClass().getSimpleName();
    }

    static String floatKind(List<?> value) {
        return value.get(0).getClass().getSimpleName();
    }

    protected static long protectedOne(long value) {
        return value;
    }

    static Object opaque(Object value) {
        return new Object();
    }

    static void nothing(Object value) {}

    static void prints(String value) {
        System.out.print(value);
        System.err.println("driver {}");
    }

    static int readsStdin(Object value) throws Exception {
        return System.in.read();
    }

    static void throwsOwn(String value) {
        inner(value);
    }
    static void inner(String value) {
        throw new Quota(value);
    }

    static void throwsChecked(String value) throws Exception {
        throw new java.io.IOException(value);
    }

    static long recurses(Object value) {
        return recurses(value) + 1;
    }

    static void asserts(Object value) {
        throw new AssertionError("no");
    }

    static int initialises(Object value) {
        return Broken.VALUE;
    }

    static void hostileMessage(Object value) {
        throw new Hostile();
    }

    static List<Integer> lyingList(Object value) {
        return new Lying();
    }

    static Map<String, Integer> throwingMap(Object value) {
        return new Throwing();
    }

    static Iterator<Long> endless(Object value) {
        return Stream.generate(() -> 1L).iterator();
    }

    static Object deep(int value) {
        Object o = 1L;
        for (int i = 0; i < value; i++) {
            o = List.of(o);
        }
        return o;
    }

    static Object itself(Object value) {
        List<Object> o = new ArrayList<>();
        o.add(o);
        return o;
    }

    static String surrogate(Object value) {
        return "a\ud800b";
    }

    static BigInteger hugeInt(int value) {
        return BigInteger.TEN.pow(value);
    }

    static String longText(int value) {
        return "x".repeat(value);
    }

    static void exits(int value) {
        System.err.print("last words");
        System.exit(value);
    }

    static void halts(int value) {
        Runtime.getRuntime().halt(value);
    }

    static void hangs(Object value) {
        while (true) Thread.onSpinWait();
    }

    static void leavesThread(Object value) {
        new Thread(() -> hangs(null)).start();
    }

    static int hoards(Object value) {
        List<byte[]> l = new ArrayList<>();
        while (true) l.add(new byte[1 << 20]);
    }

    static void floods(Object value) {
        while (true) System.out.println("x".repeat(1000));
    }

    static int count;
    static int counts(Object value) {
        return ++count;
    }

    static String shortForm(long a) {
        return "one";
    }
    static String shortForm(long a, Long b) {
        return "two";
    }

    static Object takesOver(Object value) {
        System.setOut(null);
        return 1;
    }

    static String findsUs(Object value) {
        try {
            Class.forName("grader.session.Session");
            return "found";
        } catch (ClassNotFoundException e) {
            return "hidden";
        }
    }

    static boolean contextLoader(Object value) {
        return Thread.currentThread().getContextClassLoader() == Solution.class.getClassLoader();
    }

    static List<String> properties(Object value) throws Exception {
        String variables = System.getenv().keySet().stream().sorted().toList().toString();
        String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
        Path written = Files.writeString(Path.of("/tmp/\u00e4"), "x");
        String[] names = {"stdout.encoding", "file.encoding", "user.dir", "java.io.tmpdir"};
        List<String> found = new ArrayList<>(Stream.of(names).map(System::getProperty).toList());
        found.addAll(List.of(processors, variables, written.toString()));
        return found;
    }
}

enum Colour { RED, GREEN }
record Row(int number, String lastName) {}
record Both<A, B>(A first, B second) {}
class Quota extends IllegalStateException { Quota(String m) { super(m); } }
class Broken { static final int VALUE = Integer.parseInt("x"); }
class Hostile extends RuntimeException {
    @Override public String getMessage() { throw new IllegalStateException(); }
    @Override public StackTraceElement[] getStackTrace() { throw new IllegalStateException(); }
}
class Lying extends AbstractList<Integer> {
    @Override public Integer get(int i) { return i; }
    @Override public int size() { return 3; }
    @Override public boolean equals(Object o) { return true; }
    @Override public int hashCode() { throw new IllegalStateException(); }
    @Override public String toString() { throw new IllegalStateException(); }
    @Override public Object[] toArray() { throw new IllegalStateException(); }
}
class Throwing extends HashMap<String, Integer> {
    @Override public Set<Map.Entry<String, Integer>> entrySet() { throw new IllegalStateException("not for you"); }
}
