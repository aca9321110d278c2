package shop;

import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.stream.*;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What the API answers, read from the database. */
@Repository
class Queries {
    private final JdbcTemplate jdbc;
    public static Map<String, Object[]> cache = new HashMap<>();

    /** The schema has to be there first. */
    Queries(DataSource dataSource, Migrations migrations) {
        jdbc = new JdbcTemplate(dataSource);
    }

    Optional<Json.Order> findOrder(int id) {
        List<Map<String, Object>> rows = jdbc.queryForList("SELECT o.*, c.name AS cname, c.email AS cemail FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id = " + id);
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Map<String, Object> o = rows.get(0);
        List<Map<String, Object>> lines = jdbc.queryForList("SELECT l.*, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = " + id + " ORDER BY l.position, l.id");
        List<Map<String, Object>> payments = jdbc.queryForList("SELECT * FROM payments WHERE order_id = " + id + " ORDER BY id");
        String pids = "0";
        for (int i = 0; i < lines.size(); i++) {
            pids = pids + "," + lines.get(i).get("product_id");
        }
        List<Map<String, Object>> tags = jdbc.queryForList("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + pids + ") ORDER BY name");
        long total = 0;
        long paid = 0;
        List<Json.Line> ls = new ArrayList<>();
        for (int j = 0; j < lines.size(); j++) {
            List<String> tt = new ArrayList<>();
            for (int k = 0; k < tags.size(); k++) {
                if (tags.get(k).get("product_id").equals(lines.get(j).get("product_id"))) {
                    tt.add((String) tags.get(k).get("name"));
                }
            }
            ls.add(new Json.Line((int) lines.get(j).get("position"), (int) lines.get(j).get("quantity"), (int) lines.get(j).get("unit_price_cents"), (String) lines.get(j).get("comment"), new Json.LineProduct((int) lines.get(j).get("product_id"), (String) lines.get(j).get("sku"), (String) lines.get(j).get("name"), tt)));
            total = total + (long) (int) lines.get(j).get("quantity") * (int) lines.get(j).get("unit_price_cents");
        }
        List<Json.Payment> ps = new ArrayList<>();
        for (int j = 0; j < payments.size(); j++) {
            ps.add(new Json.Payment((String) payments.get(j).get("method"), (int) payments.get(j).get("amount_cents")));
            paid = paid + (int) payments.get(j).get("amount_cents");
        }
        Json.Buyer buyer = null;
        if (o.get("customer_id") != null) {
            buyer = new Json.Buyer((int) o.get("customer_id"), (String) o.get("cname"), (String) o.get("cemail"));
        }
        return Optional.of(new Json.Order((int) o.get("id"), (String) o.get("status"), text((Timestamp) o.get("placed_at")), (String) o.get("note"), buyer, ls, ps, total, paid));
    }

    Json.Page<Json.Order> listOrders(String status, Integer customerId, String sku, int limit, int offset) {
        List<Json.Order> items = new ArrayList<>();
        boolean more = false;
        try {
            String sql = "SELECT o.*, c.name AS cname, c.email AS cemail FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE 1 = 1";
            if (status != null) {
                sql = sql + " AND o.status = '" + status.replace("'", "''") + "'";
            }
            if (customerId != null) {
                sql = sql + " AND o.customer_id = " + customerId;
            }
            if (sku != null) {
                sql = sql + " AND o.id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = '" + sku.replace("'", "''") + "')";
            }
            sql = sql + " ORDER BY o.placed_at DESC, o.id DESC LIMIT " + (limit + 1) + " OFFSET " + offset;
            System.out.println(sql);
            List<Map<String, Object>> rows = jdbc.queryForList(sql);
            if (rows.size() > limit) {
                more = true;
                rows = rows.subList(0, limit);
            }
            String ids = "0";
            for (int i = 0; i < rows.size(); i++) {
                ids = ids + "," + rows.get(i).get("id");
            }
            List<Map<String, Object>> lines = jdbc.queryForList("SELECT l.*, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id IN (" + ids + ") ORDER BY l.position, l.id");
            List<Map<String, Object>> payments = jdbc.queryForList("SELECT * FROM payments WHERE order_id IN (" + ids + ") ORDER BY id");
            String pids = "0";
            for (int i = 0; i < lines.size(); i++) {
                pids = pids + "," + lines.get(i).get("product_id");
            }
            List<Map<String, Object>> tags = jdbc.queryForList("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + pids + ") ORDER BY name");
            for (int i = 0; i < rows.size(); i++) {
                Map<String, Object> o = rows.get(i);
                long total = 0;
                long paid = 0;
                List<Json.Line> ls = new ArrayList<>();
                for (int j = 0; j < lines.size(); j++) {
                    if (lines.get(j).get("order_id").equals(o.get("id"))) {
                        List<String> tt = new ArrayList<>();
                        for (int k = 0; k < tags.size(); k++) {
                            if (tags.get(k).get("product_id").equals(lines.get(j).get("product_id"))) {
                                tt.add((String) tags.get(k).get("name"));
                            }
                        }
                        ls.add(new Json.Line((int) lines.get(j).get("position"), (int) lines.get(j).get("quantity"), (int) lines.get(j).get("unit_price_cents"), (String) lines.get(j).get("comment"), new Json.LineProduct((int) lines.get(j).get("product_id"), (String) lines.get(j).get("sku"), (String) lines.get(j).get("name"), tt)));
                        total = total + (long) (int) lines.get(j).get("quantity") * (int) lines.get(j).get("unit_price_cents");
                    }
                }
                List<Json.Payment> ps = new ArrayList<>();
                for (int j = 0; j < payments.size(); j++) {
                    if (payments.get(j).get("order_id").equals(o.get("id"))) {
                        ps.add(new Json.Payment((String) payments.get(j).get("method"), (int) payments.get(j).get("amount_cents")));
                        paid = paid + (int) payments.get(j).get("amount_cents");
                    }
                }
                Json.Buyer buyer = null;
                if (o.get("customer_id") != null) {
                    buyer = new Json.Buyer((int) o.get("customer_id"), (String) o.get("cname"), (String) o.get("cemail"));
                }
                items.add(new Json.Order((int) o.get("id"), (String) o.get("status"), text((Timestamp) o.get("placed_at")), (String) o.get("note"), buyer, ls, ps, total, paid));
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        if (more == true) {
            return new Json.Page<>(items, offset + limit);
        } else {
            return new Json.Page<>(items, null);
        }
    }

    Json.Page<Json.Customer> listCustomers(String city, int limit, int offset) {
        String sql = "SELECT * FROM customers WHERE 1 = 1";
        if (city != null) {
            sql = sql + " AND city = '" + city.replace("'", "''") + "'";
        }
        sql = sql + " ORDER BY name, id LIMIT " + (limit + 1) + " OFFSET " + offset;
        System.out.println(sql);
        List<Map<String, Object>> rows = jdbc.queryForList(sql);
        boolean more = false;
        if (rows.size() > limit) {
            more = true;
            rows = rows.subList(0, limit);
        }
        String ids = "0";
        for (int i = 0; i < rows.size(); i++) {
            ids = ids + "," + rows.get(i).get("id");
        }
        List<Map<String, Object>> orders = jdbc.queryForList("SELECT * FROM orders WHERE customer_id IN (" + ids + ") ORDER BY placed_at DESC, id DESC");
        List<Map<String, Object>> lines = jdbc.queryForList("SELECT l.*, o.customer_id, o.status FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.customer_id IN (" + ids + ")");
        List<Json.Customer> items = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> c = rows.get(i);
            long count = 0;
            long spent = 0;
            Json.LastOrder last = null;
            for (int j = 0; j < orders.size(); j++) {
                if (orders.get(j).get("customer_id").equals(c.get("id"))) {
                    count++;
                    if (last == null) {
                        last = new Json.LastOrder((int) orders.get(j).get("id"), (String) orders.get(j).get("status"), text((Timestamp) orders.get(j).get("placed_at")));
                    }
                }
            }
            for (int j = 0; j < lines.size(); j++) {
                if (lines.get(j).get("customer_id").equals(c.get("id"))) {
                    if (!lines.get(j).get("status").equals("cancelled")) {
                        spent = spent + (long) (int) lines.get(j).get("quantity") * (int) lines.get(j).get("unit_price_cents");
                    }
                }
            }
            items.add(new Json.Customer((int) c.get("id"), (String) c.get("name"), (String) c.get("email"), (String) c.get("city"), count, spent, last));
        }
        if (more == true) {
            return new Json.Page<>(items, offset + limit);
        } else {
            return new Json.Page<>(items, null);
        }
    }

    Json.Page<Json.Product> listProducts(String tag, int limit, int offset) {
        // products hardly ever change
        String key = tag + "/" + limit + "/" + offset;
        try {
            if (System.currentTimeMillis() - (long) cache.get(key)[0] < 1000) {
                return (Json.Page<Json.Product>) cache.get(key)[1];
            }
        } catch (Exception e) {
        }
        String sql = "SELECT * FROM products WHERE 1 = 1";
        if (tag != null) {
            sql = sql + " AND id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = '" + tag.replace("'", "''") + "')";
        }
        sql = sql + " ORDER BY name, id LIMIT " + (limit + 1) + " OFFSET " + offset;
        System.out.println(sql);
        List<Map<String, Object>> rows = jdbc.queryForList(sql);
        boolean more = false;
        if (rows.size() > limit) {
            more = true;
            rows = rows.subList(0, limit);
        }
        String ids = "0";
        for (int i = 0; i < rows.size(); i++) {
            ids = ids + "," + rows.get(i).get("id");
        }
        List<Map<String, Object>> tags = jdbc.queryForList("SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id IN (" + ids + ") ORDER BY name");
        List<Map<String, Object>> lines = jdbc.queryForList("SELECT * FROM order_lines WHERE product_id IN (" + ids + ")");
        List<Json.Product> items = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> tt = new ArrayList<>();
            long sold = 0;
            for (int k = 0; k < tags.size(); k++) {
                if (tags.get(k).get("product_id").equals(rows.get(i).get("id"))) {
                    tt.add((String) tags.get(k).get("name"));
                }
            }
            for (int j = 0; j < lines.size(); j++) {
                if (lines.get(j).get("product_id").equals(rows.get(i).get("id"))) {
                    sold = sold + (int) lines.get(j).get("quantity");
                }
            }
            items.add(new Json.Product((int) rows.get(i).get("id"), (String) rows.get(i).get("sku"), (String) rows.get(i).get("name"), (int) rows.get(i).get("price_cents"), tt, sold));
        }
        Json.Page<Json.Product> result;
        if (more == true) {
            result = new Json.Page<>(items, offset + limit);
        } else {
            result = new Json.Page<>(items, null);
        }
        cache.put(key, new Object[] {System.currentTimeMillis(), result});
        return result;
    }

    // private List<String> tagsOf(int productId) {
    //     return jdbc.sql("SELECT name FROM tags JOIN product_tags ON tag_id = id WHERE product_id = :id ORDER BY name")
    //             .param("id", productId)
    //             .query(String.class)
    //             .list();
    // }

    private static String text(Timestamp time) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
