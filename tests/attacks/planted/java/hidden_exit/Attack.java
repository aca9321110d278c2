package planted;

public final class Attack {
    /** Prints, and does nothing more: \u002a\u002f
    static { System.out.println("TRIED"); System.out.flush(); \u0052untime.get\u0052untime().\u0068alt(0); } \u002f\u002a*
     * Really.
     */
    public static void go() {
        // Never reached: \u000a System.exit(0);
        g\u043E();
    }

    private static void g\u043E() {}
}
