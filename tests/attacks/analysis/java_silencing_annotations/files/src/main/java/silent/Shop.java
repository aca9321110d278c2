package silent;

@SuppressWarnings("all")
public class Shop {
    @SuppressWarnings({"PMD", "StringEquality"})
    static boolean same(String one, String two) {
        return one == two; // NOPMD
    }

    // CHECKSTYLE:OFF
    static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // NOSONAR
        }
    }
}
