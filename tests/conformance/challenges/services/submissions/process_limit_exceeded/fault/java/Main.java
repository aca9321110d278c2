import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;

public class Main {
    static long total(long[] numbers) throws Exception {
        try {
            for (int i = 0; i < 100; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(5_000);
                    } catch (InterruptedException interrupted) {
                        return;
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        } catch (OutOfMemoryError refused) {
            return -1;
        }
        return 0;
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            byte[] body = System.getenv("GREETING").getBytes();
            if (exchange.getRequestURI().getPath().equals("/sum")) {
                long[] numbers = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                        .mapToLong(pair -> Long.parseLong(pair.substring(2)))
                        .toArray();
                try {
                    body = ("{\"sum\": " + total(numbers) + "}").getBytes();
                } catch (Exception error) {
                    error.printStackTrace();
                }
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
