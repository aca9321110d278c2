import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Money transfers.
 *
 * <p>A REST service that keeps accounts in PostgreSQL and moves money between them, exactly once
 * and whatever happens.
 */
public class Main {
    /** Answer what the brief asks for; any framework will do as well. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/", exchange -> answer(exchange, 501));
        server.createContext("/health", exchange -> answer(exchange, databaseAnswers() ? 200 : 503));
        server.start();
    }

    private static boolean databaseAnswers() {
        try (var connection = DriverManager.getConnection(System.getenv("JDBC_DATABASE_URL"));
                var statement = connection.createStatement()) {
            return statement.execute("SELECT current_database()");
        } catch (SQLException error) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
