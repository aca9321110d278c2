package shortener;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Starts the shortener: links in a journal, HTTP by the JDK's own server. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        String baseUrl = System.getenv().getOrDefault("BASE_URL", "http://localhost:" + port);

        // Else the JDK's server waits 40 ms for an acknowledgement between the head and the body of an answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 128);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", new Api(new Links(Path.of("links.journal")), baseUrl));
        server.start();
    }
}
