package shortener;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The shortener's HTTP interface. */
final class Api implements HttpHandler {
    private final Links links;
    private final String baseUrl;
    private final String ownHost;

    Api(Links links, String baseUrl) {
        this.links = links;
        this.baseUrl = baseUrl;
        this.ownHost = URI.create(baseUrl).getHost();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            route(exchange);
        } catch (RuntimeException error) {
            error.printStackTrace();
            refuse(exchange, 500, "our mistake");
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.equals("/links")) {
            if (method.equals("POST")) {
                create(exchange);
            } else {
                refuse(exchange, 405, "links are made by POST");
            }
        } else if (!reads) {
            refuse(exchange, 405, "this can be read only");
        } else if (path.startsWith("/links/")) {
            tell(exchange, path.substring("/links/".length()));
        } else {
            follow(exchange, path.substring(1));
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Wanted wanted;
        try {
            wanted = Wanted.from(body, ownHost);
        } catch (Wanted.Invalid error) {
            refuse(exchange, 422, error.getMessage());
            return;
        }
        Optional<Link> link = links.add(wanted);
        if (link.isEmpty()) {
            refuse(exchange, 409, "the code " + wanted.code() + " is taken");
            return;
        }
        exchange.getResponseHeaders().set("Location", shortUrl(link.get()));
        answer(exchange, 201, told(link.get()));
    }

    private void tell(HttpExchange exchange, String code) throws IOException {
        Optional<Link> link = links.find(code);
        if (link.isEmpty()) {
            refuse(exchange, 404, "no link has this code");
        } else {
            answer(exchange, 200, told(link.get()));
        }
    }

    private void follow(HttpExchange exchange, String code) throws IOException {
        Optional<Link> link = links.find(code);
        if (link.isEmpty()) {
            refuse(exchange, 404, "no link has this code");
        } else if (link.get().expired()) {
            refuse(exchange, 410, "this link has expired");
        } else {
            if (exchange.getRequestMethod().equals("GET")) {
                links.hit(link.get());
            }
            exchange.getResponseHeaders().set("Location", link.get().url());
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private String shortUrl(Link link) {
        return baseUrl + "/" + link.code();
    }

    private JsonObject told(Link link) {
        JsonObject content = new JsonObject();
        content.addProperty("code", link.code());
        content.addProperty("short_url", shortUrl(link));
        content.addProperty("url", link.url());
        content.addProperty("hits", link.hits().get());
        content.add("expires_at", link.expiresAt() == null ? JsonNull.INSTANCE : new JsonPrimitive(link.expiresAt().toString()));
        return content;
    }

    /** The URL as a header may hold it: what is not ASCII, percent-encoded. */
    private static String ascii(String url) {
        StringBuilder text = new StringBuilder();
        for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
            text.append(each < 0 ? "%%%02X".formatted(each & 0xff) : String.valueOf((char) each));
        }
        return text.toString();
    }

    private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
        JsonObject content = new JsonObject();
        content.addProperty("error", error);
        answer(exchange, status, content);
    }

    private static void answer(HttpExchange exchange, int status, JsonObject content) throws IOException {
        byte[] body = content.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
