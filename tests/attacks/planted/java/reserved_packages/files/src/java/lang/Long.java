package java.lang;

public final class Long {
    static {
        System.out.println("REACHED the runtime");
    }
}
