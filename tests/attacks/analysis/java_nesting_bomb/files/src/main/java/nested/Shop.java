package nested;

public class Shop {
    static boolean same(String one, String two) {
        return one == two;
    }

    static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
        }
        System.out.println("done");
    }
}
