package escaped;

public class Shop {
    static void tell() {
        // nothing to see here \u000a System.out.println("hidden");
        \u0053ystem.\u006fut.println("spelled");
    }
}
