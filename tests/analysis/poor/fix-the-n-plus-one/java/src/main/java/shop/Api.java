package shop;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The paths, and what they take. */
@RestController
class Api {
    private static final int MOST = 100;

    private final Queries queries;

    Api(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/orders")
    Json.Page<Json.Order> listOrders(
            @RequestParam(required = false) String status,
            @RequestParam(name = "customer_id", required = false) String customerId,
            @RequestParam(required = false) String sku,
            @RequestParam(required = false) String limit,
            @RequestParam(required = false) String offset) {
        Integer customer = whole("customer_id", customerId, null, 0, Integer.MAX_VALUE);
        return queries.listOrders(status, customer, sku, limit(limit), offset(offset));
    }

    @GetMapping("/orders/{id}")
    Json.Order findOrder(@PathVariable String id) {
        return queries
                .findOrder(whole("id", id, null, 0, Integer.MAX_VALUE))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such order"));
    }

    @GetMapping("/customers")
    Json.Page<Json.Customer> listCustomers(
            @RequestParam(required = false) String city,
            @RequestParam(required = false) String limit,
            @RequestParam(required = false) String offset) {
        return queries.listCustomers(city, limit(limit), offset(offset));
    }

    @GetMapping("/products")
    Json.Page<Json.Product> listProducts(
            @RequestParam(required = false) String tag,
            @RequestParam(required = false) String limit,
            @RequestParam(required = false) String offset) {
        return queries.listProducts(tag, limit(limit), offset(offset));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(ResponseStatusException error) {
        return ResponseEntity.status(error.getStatusCode()).body(Map.of("error", error.getReason()));
    }

    private static int limit(String given) {
        return whole("limit", given, 20, 1, MOST);
    }

    private static int offset(String given) {
        return whole("offset", given, 0, 0, Integer.MAX_VALUE);
    }

    private static Integer whole(String name, String given, Integer absent, int least, int most) {
        if (given == null) {
            return absent;
        }
        if (!given.matches("[0-9]{1,10}") || Long.parseLong(given) < least || Long.parseLong(given) > most) {
            String message = "%s is a whole number from %d to %d".formatted(name, least, most);
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
        }
        return Integer.valueOf(given);
    }
}
