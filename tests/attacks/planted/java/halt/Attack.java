package planted;

public final class Attack {
    static {
        System.out.println("TRIED");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    public static void go() {}
}
