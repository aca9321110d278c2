package bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** HTTP: reads requests, checks their form, writes answers. */
public final class Main {
    private static final int CONNECTIONS = 20;

    private record Answer(int status, Object body) {}

    private final Store store;

    private Main(Store store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        // Else every answer waits 40 ms for the client to acknowledge its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Main main = new Main(new Store(System.getenv("JDBC_DATABASE_URL"), CONNECTIONS));
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 500);
        server.setExecutor(Executors.newFixedThreadPool(CONNECTIONS));
        server.createContext("/", main::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = route(exchange);
        } catch (Problem problem) {
            answer = problem(problem.status, problem.code, problem.getMessage());
        } catch (Exception error) {
            error.printStackTrace();
            answer = problem(500, "failed", "Something went wrong");
        }
        byte[] content = Fields.JSON.writeValueAsBytes(answer.body());
        String type = answer.status() < 400 ? "application/json" : "application/problem+json";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(answer.status(), content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private Answer route(HttpExchange exchange) throws Exception {
        byte[] content = exchange.getRequestBody().readAllBytes();
        String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
        String asked = exchange.getRequestMethod() + " " + path[0] + " " + path.length;
        return switch (asked) {
            case "GET health 1" -> new Answer(200, Map.of("status", "up"));
            case "POST accounts 1" -> open(Fields.object(content));
            case "POST transfers 1" -> transfer(exchange, content);
            case "GET accounts 2" -> new Answer(200, store.account(decoded(path[1])));
            case "GET accounts 3" -> history(exchange, path);
            default -> throw new Problem(404, "not_found", "There is nothing here");
        };
    }

    private Answer open(JsonNode body) throws Exception {
        String owner = Fields.owner(body);
        String currency = Fields.currency(body);
        long opening = body.has("opening_balance") ? Fields.whole(body, "opening_balance", 0) : 0;
        return new Answer(201, store.open(owner, currency, opening));
    }

    private Answer transfer(HttpExchange exchange, byte[] content) throws Exception {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null || key.isEmpty() || key.length() > 255) {
            throw new Problem(400, "invalid_key", "Idempotency-Key has 1 to 255 characters");
        }
        JsonNode body = Fields.object(content);
        String source = Fields.text(body, "from");
        String target = Fields.text(body, "to");
        long amount = Fields.whole(body, "amount", 1);
        if (source.equals(target)) {
            throw new Problem(422, "same_account", "from and to are the same account");
        }
        return new Answer(201, store.transfer(key, source, target, amount));
    }

    private Answer history(HttpExchange exchange, String[] path) throws Exception {
        if (!path[2].equals("transfers")) {
            throw new Problem(404, "not_found", "There is nothing here");
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        int limit = (int) Fields.number(query.get("limit"), "limit", 20, 100);
        long before = Fields.number(query.get("cursor"), "cursor", Long.MAX_VALUE, Long.MAX_VALUE);
        Store.Page page = store.transfers(decoded(path[1]), limit, before);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("items", page.items());
        body.put("next", page.next());
        return new Answer(200, body);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String part : raw.split("&")) {
                String[] sides = part.split("=", 2);
                query.put(decoded(sides[0]), sides.length > 1 ? decoded(sides[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Answer problem(int status, String code, String detail) {
        return new Answer(status, Map.of("status", status, "code", code, "detail", detail));
    }
}
