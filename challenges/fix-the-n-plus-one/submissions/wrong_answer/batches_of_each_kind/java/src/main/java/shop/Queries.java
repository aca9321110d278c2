package shop;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the API answers, read from the database. */
@Repository
class Queries {
    private static final int BATCH = 75;

    private final JdbcClient jdbc;

    /** The schema has to be there first. */
    Queries(JdbcClient jdbc, Migrations migrations) {
        this.jdbc = jdbc;
    }

    record OrderRow(int id, Integer customerId, String status, OffsetDateTime placedAt, String note) {}

    record CustomerRow(int id, String name, String email, String city) {}

    record ProductRow(int id, String sku, String name, int priceCents) {}

    record LineRow(
            int id, int orderId, int productId, int position, int quantity, int unitPriceCents, String comment) {}

    record PaymentRow(int orderId, String method, int amountCents) {}

    record TagRow(int productId, String name) {}

    record SumRow(int customerId, long orders, long spent) {}

    record SoldRow(int productId, long units) {}

    Optional<Json.Order> findOrder(int id) {
        return jdbc.sql("SELECT * FROM orders WHERE id = :id")
                .param("id", id)
                .query(OrderRow.class)
                .optional()
                .map(order -> orders(List.of(order)).getFirst());
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
        return page(found, this::orders, limit, offset);
    }

    Json.Page<Json.Customer> listCustomers(String city, int limit, int offset) {
        Filter filter = new Filter().add("city = ?", city);
        List<CustomerRow> found = jdbc.sql("SELECT * FROM customers " + filter + " ORDER BY name, id LIMIT ? OFFSET ?")
                .params(filter.values(limit + 1, offset))
                .query(CustomerRow.class)
                .list();
        return page(found, this::customers, limit, offset);
    }

    Json.Page<Json.Product> listProducts(String tag, int limit, int offset) {
        Filter filter = new Filter()
                .add(
                        "id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)",
                        tag);
        List<ProductRow> found = jdbc.sql("SELECT id, sku, name, price_cents FROM products " + filter + " ORDER BY name, id LIMIT ? OFFSET ?")
                .params(filter.values(limit + 1, offset))
                .query(ProductRow.class)
                .list();
        return page(found, this::products, limit, offset);
    }

    private static <R, T> Json.Page<T> page(
            List<R> found, Function<List<R>, List<T>> json, int limit, int offset) {
        List<T> items = json.apply(found.stream().limit(limit).toList());
        return new Json.Page<>(items, found.size() > limit ? offset + limit : null);
    }

    /** All that belongs to a page of orders: one statement for each kind of it. */
    private List<Json.Order> orders(List<OrderRow> orders) {
        Integer[] ids = ids(orders.stream().map(OrderRow::id));
        Map<Integer, Json.Buyer> buyers = rows(
                        "SELECT id, name, email FROM customers WHERE id = ANY(?)",
                        ids(orders.stream().map(OrderRow::customerId)),
                        Json.Buyer.class)
                .collect(toMap(Json.Buyer::id, identity()));
        Map<Integer, List<PaymentRow>> payments = rows(
                        "SELECT order_id, method, amount_cents FROM payments WHERE order_id = ANY(?) ORDER BY id",
                        ids,
                        PaymentRow.class)
                .collect(groupingBy(PaymentRow::orderId));
        List<LineRow> all = rows(
                        "SELECT * FROM order_lines WHERE order_id = ANY(?) ORDER BY position, id", ids, LineRow.class)
                .toList();
        Map<Integer, Json.LineProduct> products = lineProducts(ids(all.stream().map(LineRow::productId)));
        Map<Integer, List<Json.Line>> lines = all.stream()
                .collect(groupingBy(
                        LineRow::orderId, mapping(line -> line(line, products.get(line.productId())), toList())));
        return orders.stream()
                .map(order -> order(
                        order,
                        buyers.get(order.customerId()),
                        lines.getOrDefault(order.id(), List.of()),
                        payments.getOrDefault(order.id(), List.of())))
                .toList();
    }

    private Map<Integer, Json.LineProduct> lineProducts(Integer[] ids) {
        Map<Integer, List<String>> tags = tags(ids);
        return rows("SELECT id, sku, name, 0 AS price_cents FROM products WHERE id = ANY(?)", ids, ProductRow.class)
                .map(product -> new Json.LineProduct(
                        product.id(), product.sku(), product.name(), tags.getOrDefault(product.id(), List.of())))
                .collect(toMap(Json.LineProduct::id, identity()));
    }

    private static Json.Order order(
            OrderRow order, Json.Buyer buyer, List<Json.Line> lines, List<PaymentRow> payments) {
        return new Json.Order(
                order.id(),
                order.status(),
                text(order.placedAt()),
                order.note(),
                buyer,
                lines,
                payments.stream().map(each -> new Json.Payment(each.method(), each.amountCents())).toList(),
                lines.stream().mapToLong(line -> (long) line.quantity() * line.unitPriceCents()).sum(),
                payments.stream().mapToLong(PaymentRow::amountCents).sum());
    }

    private static Json.Line line(LineRow line, Json.LineProduct product) {
        return new Json.Line(
                line.position(), line.quantity(), line.unitPriceCents(), line.comment(), product);
    }

    private List<Json.Customer> customers(List<CustomerRow> customers) {
        Integer[] ids = ids(customers.stream().map(CustomerRow::id));
        Map<Integer, SumRow> sums = rows(
                        """
                        SELECT customer_id, count(*) AS orders, coalesce(sum(amount), 0)::bigint AS spent FROM (
                          SELECT customer_id, (
                            SELECT sum(quantity * unit_price_cents) FROM order_lines
                            WHERE order_id = orders.id AND status <> 'cancelled') AS amount
                          FROM orders WHERE customer_id = ANY(?)) AS placed
                        GROUP BY customer_id""",
                        ids,
                        SumRow.class)
                .collect(toMap(SumRow::customerId, identity()));
        Map<Integer, OrderRow> last = rows(
                        """
                        SELECT DISTINCT ON (customer_id) * FROM orders WHERE customer_id = ANY(?)
                        ORDER BY customer_id, placed_at DESC, id DESC""",
                        ids,
                        OrderRow.class)
                .collect(toMap(OrderRow::customerId, identity()));
        return customers.stream()
                .map(customer -> {
                    SumRow sum = sums.getOrDefault(customer.id(), new SumRow(customer.id(), 0, 0));
                    OrderRow newest = last.get(customer.id());
                    return new Json.Customer(
                            customer.id(),
                            customer.name(),
                            customer.email(),
                            customer.city(),
                            sum.orders(),
                            sum.spent(),
                            newest == null ? null : lastOrder(newest));
                })
                .toList();
    }

    private List<Json.Product> products(List<ProductRow> products) {
        Integer[] ids = ids(products.stream().map(ProductRow::id));
        Map<Integer, List<String>> tags = tags(ids);
        Map<Integer, Long> sold = rows(
                        """
                        SELECT product_id, sum(quantity) AS units FROM order_lines WHERE product_id = ANY(?)
                        GROUP BY product_id""",
                        ids,
                        SoldRow.class)
                .collect(toMap(SoldRow::productId, SoldRow::units));
        return products.stream()
                .map(product -> new Json.Product(
                        product.id(),
                        product.sku(),
                        product.name(),
                        product.priceCents(),
                        tags.getOrDefault(product.id(), List.of()),
                        sold.getOrDefault(product.id(), 0L)))
                .toList();
    }

    private Map<Integer, List<String>> tags(Integer[] productIds) {
        return rows(
                        """
                        SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id
                        WHERE product_id = ANY(?) ORDER BY name""",
                        productIds,
                        TagRow.class)
                .collect(groupingBy(TagRow::productId, mapping(TagRow::name, toList())));
    }

    private <T> Stream<T> rows(String sql, Integer[] ids, Class<T> type) {
        return IntStream.range(0, (ids.length + BATCH - 1) / BATCH)
                .mapToObj(batch -> Arrays.copyOfRange(ids, batch * BATCH, Math.min(ids.length, (batch + 1) * BATCH)))
                .flatMap(batch -> jdbc.sql(sql).param(batch).query(type).list().stream());
    }

    private static Integer[] ids(Stream<Integer> ids) {
        return ids.filter(Objects::nonNull).distinct().toArray(Integer[]::new);
    }

    private static Json.LastOrder lastOrder(OrderRow order) {
        return new Json.LastOrder(order.id(), order.status(), text(order.placedAt()));
    }

    private static String text(OffsetDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
