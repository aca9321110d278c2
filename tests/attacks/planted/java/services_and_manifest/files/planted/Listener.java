package planted;

import java.nio.charset.Charset;
import java.nio.charset.spi.CharsetProvider;
import java.util.Iterator;
import java.util.List;

/** Acts as soon as anybody loads it: as an agent, a listener, or a provider of the runtime's. */
public class Listener extends CharsetProvider implements java.util.spi.ToolProvider {
    static {
        System.out.println("REACHED whoever loads services");
        System.err.println("REACHED whoever loads services");
        Runtime.getRuntime().halt(0);
    }

    public static void premain(String argument) {}

    public static void agentmain(String argument) {}

    public static void main(String[] arguments) {}

    @Override
    public Iterator<Charset> charsets() {
        return List.<Charset>of().iterator();
    }

    @Override
    public Charset charsetForName(String name) {
        return null;
    }

    @Override
    public String name() {
        return "javac";
    }

    @Override
    public int run(java.io.PrintWriter out, java.io.PrintWriter err, String... arguments) {
        return 0;
    }
}
