package shop;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the API answers, as JSON: one statement each, which makes the page first and then the children of its rows. */
@Repository
class Queries {
    private static final String ORDERS =
            """
            SELECT json_build_object(
                'id', o.id, 'status', o.status, 'note', coalesce(o.note, ''),
                'placed_at', to_char(o.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'customer', (
                    SELECT json_build_object('id', c.id, 'name', c.name, 'email', c.email)
                    FROM customers AS c WHERE c.id = o.customer_id),
                'lines', l.items, 'total_cents', l.total,
                'payments', p.items, 'paid_cents', p.total) AS item
            FROM (%s) AS o
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(l.quantity * l.unit_price_cents), 0) AS total,
                       coalesce(json_agg(json_build_object(
                           'position', l.position, 'quantity', l.quantity,
                           'unit_price_cents', l.unit_price_cents, 'comment', l.comment,
                           'product', (
                               SELECT json_build_object('id', r.id, 'sku', r.sku, 'name', r.name, 'tags', (
                                   SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]')
                                   FROM product_tags AS x JOIN tags AS t ON t.id = x.tag_id WHERE x.product_id = r.id))
                               FROM products AS r WHERE r.id = l.product_id)
                       ) ORDER BY l.position, l.id), '[]') AS items
                FROM order_lines AS l WHERE l.order_id = o.id) AS l
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(p.amount_cents), 0) AS total,
                       coalesce(json_agg(json_build_object('method', p.method, 'amount_cents', p.amount_cents)
                           ORDER BY p.id), '[]') AS items
                FROM payments AS p WHERE p.order_id = o.id) AS p
            ORDER BY o.placed_at DESC, o.id DESC""";

    private static final String CUSTOMERS =
            """
            SELECT json_build_object(
                'id', c.id, 'name', c.name, 'email', c.email, 'city', c.city,
                'order_count', (SELECT count(*) FROM orders AS o WHERE o.customer_id = c.id),
                'spent_cents', (
                    SELECT coalesce(sum(l.quantity * l.unit_price_cents), 0)
                    FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
                    WHERE o.customer_id = c.id AND o.status <> 'cancelled'),
                'last_order', (
                    SELECT json_build_object(
                        'id', o.id, 'status', o.status,
                        'placed_at', to_char(o.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                    FROM orders AS o WHERE o.customer_id = c.id
                    ORDER BY o.placed_at DESC, o.id DESC LIMIT 1)) AS item
            FROM (%s) AS c
            ORDER BY c.name, c.id""";

    private static final String PRODUCTS =
            """
            SELECT json_build_object(
                'id', p.id, 'sku', p.sku, 'name', p.name, 'price_cents', p.price_cents,
                'tags', (
                    SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]')
                    FROM product_tags AS x JOIN tags AS t ON t.id = x.tag_id WHERE x.product_id = p.id),
                'units_sold', (
                    SELECT coalesce(sum(l.quantity), 0) FROM order_lines AS l WHERE l.product_id = p.id)) AS item
            FROM (%s) AS p
            ORDER BY p.name, p.id""";

    private final JdbcClient jdbc;

    /** The schema has to be there first. */
    Queries(JdbcClient jdbc, Migrations migrations) {
        this.jdbc = jdbc;
    }

    Optional<String> findOrder(int id) {
        return jdbc.sql(ORDERS.formatted("SELECT * FROM orders WHERE id = ?"))
                .param(id)
                .query(String.class)
                .optional();
    }

    String listOrders(String status, Integer customerId, String sku, int limit, int offset) {
        Filter filter = new Filter()
                .add("status = ?", status)
                .add("customer_id = ?", customerId)
                .add(
                        "id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id"
                                + " WHERE sku = ?)",
                        sku);
        return page(ORDERS, "SELECT * FROM orders " + filter + " ORDER BY placed_at DESC, id DESC", filter, limit, offset);
    }

    String listCustomers(String city, int limit, int offset) {
        Filter filter = new Filter().add("city = ?", city);
        return page(CUSTOMERS, "SELECT * FROM customers " + filter + " ORDER BY name, id", filter, limit, offset);
    }

    String listProducts(String tag, int limit, int offset) {
        Filter filter = new Filter()
                .add(
                        "id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)",
                        tag);
        String chosen = "SELECT id, sku, name, price_cents FROM products " + filter + " ORDER BY name, id";
        return page(PRODUCTS, chosen, filter, limit, offset);
    }

    private String page(String whole, String chosen, Filter filter, int limit, int offset) {
        List<String> found = jdbc.sql(whole.formatted(chosen + " LIMIT ? OFFSET ?"))
                .params(filter.values(limit + 1, offset))
                .query(String.class)
                .list();
        String items = String.join(",", found.subList(0, Math.min(limit, found.size())));
        return "{\"items\":[%s],\"next_offset\":%s}".formatted(items, found.size() > limit ? offset + limit : null);
    }
}
