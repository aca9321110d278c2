package shop;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the API answers, read from the database. */
@Repository
class Queries {
    private final JdbcClient jdbc;

    /** The schema has to be there first. */
    Queries(JdbcClient jdbc, Migrations migrations) {
        this.jdbc = jdbc;
    }

    record OrderRow(int id, Integer customerId, String status, OffsetDateTime placedAt, String note) {}

    record CustomerRow(int id, String name, String email, String city) {}

    record ProductRow(int id, String sku, String name, int priceCents, String description) {}

    record LineRow(
            int id, int orderId, int productId, int position, int quantity, int unitPriceCents, String comment) {}

    Optional<Json.Order> findOrder(int id) {
        return jdbc.sql("SELECT * FROM orders WHERE id = :id")
                .param("id", id)
                .query(OrderRow.class)
                .optional()
                .map(this::order);
    }

    Json.Page<Json.Order> listOrders(String status, Integer customerId, String sku, int limit, int offset) {
        Filter filter = new Filter()
                .add("status = ?", status)
                .add("customer_id = ?", customerId)
                .add(
                        "id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id"
                                + " WHERE sku = ?)",
                        sku);
        List<OrderRow> found = jdbc.sql(
                        "SELECT * FROM orders " + filter + " ORDER BY placed_at DESC, id DESC LIMIT ? OFFSET ?")
                .params(filter.values(limit + 1, offset))
                .query(OrderRow.class)
                .list();
        return page(found, this::order, limit, offset);
    }

    Json.Page<Json.Customer> listCustomers(String city, int limit, int offset) {
        Filter filter = new Filter().add("city = ?", city);
        List<CustomerRow> found = jdbc.sql("SELECT * FROM customers " + filter + " ORDER BY name, id LIMIT ? OFFSET ?")
                .params(filter.values(limit + 1, offset))
                .query(CustomerRow.class)
                .list();
        return page(found, this::customer, limit, offset);
    }

    Json.Page<Json.Product> listProducts(String tag, int limit, int offset) {
        Filter filter = new Filter()
                .add(
                        "id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)",
                        tag);
        List<ProductRow> found = jdbc.sql("SELECT * FROM products " + filter + " ORDER BY name, id LIMIT ? OFFSET ?")
                .params(filter.values(limit + 1, offset))
                .query(ProductRow.class)
                .list();
        return page(found, this::product, limit, offset);
    }

    private static <R, T> Json.Page<T> page(List<R> found, Function<R, T> json, int limit, int offset) {
        List<T> items = found.stream().limit(limit).map(json).toList();
        return new Json.Page<>(items, found.size() > limit ? offset + limit : null);
    }

    private Json.Order order(OrderRow order) {
        List<Json.Line> lines = linesOf(order.id()).stream().map(this::line).toList();
        List<Json.Payment> payments = paymentsOf(order.id());
        return new Json.Order(
                order.id(),
                order.status(),
                text(order.placedAt()),
                order.note(),
                order.customerId() == null ? null : buyer(order.customerId()),
                lines,
                payments,
                lines.stream().mapToLong(line -> (long) line.quantity() * line.unitPriceCents()).sum(),
                payments.stream().mapToLong(Json.Payment::amountCents).sum());
    }

    private Json.Line line(LineRow line) {
        ProductRow product = jdbc.sql("SELECT * FROM products WHERE id = :id")
                .param("id", line.productId())
                .query(ProductRow.class)
                .single();
        return new Json.Line(
                line.position(),
                line.quantity(),
                line.unitPriceCents(),
                line.comment(),
                new Json.LineProduct(product.id(), product.sku(), product.name(), tagsOf(product.id())));
    }

    private Json.Customer customer(CustomerRow customer) {
        List<OrderRow> orders = jdbc.sql(
                        "SELECT * FROM orders WHERE customer_id = :id ORDER BY placed_at DESC, id DESC")
                .param("id", customer.id())
                .query(OrderRow.class)
                .list();
        long spent = orders.stream()
                .filter(order -> !order.status().equals("cancelled"))
                .flatMap(order -> linesOf(order.id()).stream())
                .mapToLong(line -> (long) line.quantity() * line.unitPriceCents())
                .sum();
        return new Json.Customer(
                customer.id(),
                customer.name(),
                customer.email(),
                customer.city(),
                orders.size(),
                spent,
                orders.stream().findFirst().map(Queries::lastOrder).orElse(null));
    }

    private Json.Product product(ProductRow product) {
        List<LineRow> sold = jdbc.sql("SELECT * FROM order_lines WHERE product_id = :id")
                .param("id", product.id())
                .query(LineRow.class)
                .list();
        return new Json.Product(
                product.id(),
                product.sku(),
                product.name(),
                product.priceCents(),
                tagsOf(product.id()),
                sold.stream().mapToLong(LineRow::quantity).sum());
    }

    private Json.Buyer buyer(int id) {
        CustomerRow customer = jdbc.sql("SELECT * FROM customers WHERE id = :id")
                .param("id", id)
                .query(CustomerRow.class)
                .single();
        return new Json.Buyer(customer.id(), customer.name(), customer.email());
    }

    private List<LineRow> linesOf(int orderId) {
        return jdbc.sql("SELECT * FROM order_lines WHERE order_id = :id ORDER BY position, id")
                .param("id", orderId)
                .query(LineRow.class)
                .list();
    }

    private List<Json.Payment> paymentsOf(int orderId) {
        return jdbc.sql("SELECT * FROM payments WHERE order_id = :id ORDER BY id")
                .param("id", orderId)
                .query(Json.Payment.class)
                .list();
    }

    private List<String> tagsOf(int productId) {
        return jdbc.sql("SELECT name FROM tags JOIN product_tags ON tag_id = id WHERE product_id = :id ORDER BY name")
                .param("id", productId)
                .query(String.class)
                .list();
    }

    private static Json.LastOrder lastOrder(OrderRow order) {
        return new Json.LastOrder(order.id(), order.status(), text(order.placedAt()));
    }

    private static String text(OffsetDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
