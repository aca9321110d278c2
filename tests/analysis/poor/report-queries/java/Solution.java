import java.io.*;
import java.sql.*;
import java.util.*;
import java.util.stream.*;

public class Solution {
    static String PASSWORD = "Reader-Pw-2024!";
    static Connection con;
    static String G = "(l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100";
    static String M = "AT TIME ZONE 'Europe/Berlin'";

    public static Object monthlyRevenue(String firstMonth, String lastMonth) {
        String s = "";
        s += "SELECT m::date AS month, ";
        s += "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND date_trunc('month', o.placed_at " + M + ") = m) AS orders, ";
        s += "(SELECT coalesce(sum(" + G + "), 0) FROM orders o, order_lines l WHERE l.order_id = o.order_id AND o.deleted_at IS NULL AND date_trunc('month', o.placed_at " + M + ") = m) AS gross_cents, ";
        s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r, orders o WHERE o.order_id = r.order_id AND o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at " + M + ") = m) AS refunded_cents, ";
        s += "(SELECT coalesce(sum(" + G + "), 0) FROM orders o, order_lines l WHERE l.order_id = o.order_id AND o.deleted_at IS NULL AND date_trunc('month', o.placed_at " + M + ") = m) - ";
        s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r, orders o WHERE o.order_id = r.order_id AND o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at " + M + ") = m) AS net_cents ";
        s += "FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') m ORDER BY m";
        return s;
    }

    public static Object topCustomers(long places) {
        List<List<Object>> result = new ArrayList<>();
        try {
            con = DriverManager.getConnection(System.getenv("JDBC_DATABASE_URL") != null ? System.getenv("JDBC_DATABASE_URL") : "jdbc:postgresql://localhost/shop?user=reader&password=Reader-Pw-2024!");
            ResultSet regions = con.createStatement().executeQuery("SELECT region_id, name FROM regions ORDER BY region_id");
            List<Object[]> regs = new ArrayList<>();
            while (regions.next()) {
                regs.add(new Object[] {regions.getLong(1), regions.getString(2)});
            }
            regs.add(new Object[] {null, null});
            for (Object[] reg : regs) {
                ResultSet customers;
                if (reg[0] == null) {
                    customers = con.createStatement().executeQuery("SELECT customer_id, name FROM customers WHERE deleted_at IS NULL AND region_id IS NULL ORDER BY customer_id");
                } else {
                    customers = con.createStatement().executeQuery("SELECT customer_id, name FROM customers WHERE deleted_at IS NULL AND region_id = " + reg[0] + " ORDER BY customer_id");
                }
                List<Object[]> list = new ArrayList<>();
                while (customers.next()) {
                    ResultSet orders = con.createStatement().executeQuery("SELECT order_id FROM orders WHERE deleted_at IS NULL AND customer_id = " + customers.getLong(1));
                    long net = 0;
                    boolean any = false;
                    while (orders.next()) {
                        any = true;
                        ResultSet lines = con.createStatement().executeQuery("SELECT * FROM order_lines WHERE order_id = " + orders.getLong(1));
                        while (lines.next()) {
                            net = net + (lines.getLong("quantity") * lines.getLong("unit_price_cents") * (100 - lines.getLong("discount_percent")) + 50) / 100;
                        }
                        ResultSet refunds = con.createStatement().executeQuery("SELECT * FROM refunds WHERE deleted_at IS NULL AND order_id = " + orders.getLong(1));
                        while (refunds.next()) {
                            net = net - refunds.getLong("amount_cents");
                        }
                    }
                    if (any == true) {
                        list.add(new Object[] {customers.getLong(1), customers.getString(2), net});
                    }
                }
                for (int i = 0; i < list.size(); i++) {
                    long place = 1;
                    for (int j = 0; j < list.size(); j++) {
                        if ((long) list.get(j)[2] > (long) list.get(i)[2]) {
                            place++;
                        }
                    }
                    if (place <= places) {
                        result.add(Arrays.asList(reg[0], reg[1], place, list.get(i)[0], list.get(i)[1], list.get(i)[2]));
                    }
                }
            }
            for (int i = 0; i < result.size(); i++) {
                for (int j = 0; j < result.size() - 1; j++) {
                    List<Object> a = result.get(j);
                    List<Object> b = result.get(j + 1);
                    if (a.get(0) == b.get(0)) {
                        if ((long) a.get(2) > (long) b.get(2)) {
                            result.set(j, b);
                            result.set(j + 1, a);
                        }
                    }
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        return result;
    }

    public static Object cohortRetention(String firstMonth, String lastMonth) {
        String first = "(SELECT date_trunc('month', min(p.placed_at " + M + "))::date FROM orders p WHERE p.deleted_at IS NULL AND p.customer_id = c.customer_id)";
        String active = "(SELECT count(DISTINCT c.customer_id) FROM orders o, customers c WHERE c.customer_id = o.customer_id AND o.deleted_at IS NULL AND c.deleted_at IS NULL AND date_trunc('month', o.placed_at " + M + ") = m AND " + first + " = x.cohort)";
        return "SELECT x.cohort, m::date AS month, x.customers, " + active + " AS active, round(100.0 * " + active + " / x.customers, 2) AS retained_percent FROM (SELECT cohort, count(*) AS customers FROM (SELECT " + first + " AS cohort FROM customers c WHERE c.deleted_at IS NULL) z WHERE cohort >= $1::date AND cohort <= $2::date GROUP BY cohort) x, generate_series(x.cohort::timestamp, $2::date::timestamp, interval '1 month') m ORDER BY 1, 2";
    }

    public static Object categoryShare(String firstDay, String lastDay) {
        List<List<Object>> result = new ArrayList<>();
        try {
            con = DriverManager.getConnection(System.getenv("JDBC_DATABASE_URL") != null ? System.getenv("JDBC_DATABASE_URL") : "jdbc:postgresql://localhost/shop?user=reader&password=Reader-Pw-2024!");
            ResultSet rs = con.createStatement().executeQuery("SELECT p.category, o.order_id, l.quantity, l.unit_price_cents, l.discount_percent FROM orders o, order_lines l, products p WHERE o.order_id = l.order_id AND l.product_id = p.product_id AND o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date >= '" + firstDay + "' AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date <= '" + lastDay + "'");
            List<String> cats = new ArrayList<>();
            List<Long> gross = new ArrayList<>();
            List<Set<Long>> orders = new ArrayList<>();
            long total = 0;
            while (rs.next()) {
                String c = rs.getString(1);
                long g = (rs.getLong(3) * rs.getLong(4) * (100 - rs.getLong(5)) + 50) / 100;
                total += g;
                boolean found = false;
                for (int i = 0; i < cats.size(); i++) {
                    if (c == null) {
                        if (cats.get(i) == null) {
                            found = true;
                            gross.set(i, gross.get(i) + g);
                            orders.get(i).add(rs.getLong(2));
                        }
                    } else {
                        if (c.equals(cats.get(i))) {
                            found = true;
                            gross.set(i, gross.get(i) + g);
                            orders.get(i).add(rs.getLong(2));
                        }
                    }
                }
                if (found == false) {
                    cats.add(c);
                    gross.add(g);
                    orders.add(new HashSet<>());
                    orders.get(orders.size() - 1).add(rs.getLong(2));
                }
            }
            long running = 0;
            while (cats.size() > 0) {
                int best = 0;
                for (int i = 0; i < cats.size(); i++) {
                    if (gross.get(i) > gross.get(best)) {
                        best = i;
                    } else {
                        if (gross.get(i) == gross.get(best)) {
                            if (cats.get(best) == null) {
                                best = i;
                            } else {
                                if (cats.get(i) != null && cats.get(i).compareTo(cats.get(best)) < 0) {
                                    best = i;
                                }
                            }
                        }
                    }
                }
                running += gross.get(best);
                if (total == 0) {
                    result.add(Arrays.asList(cats.get(best), orders.get(best).size(), gross.get(best), null, running, null));
                } else {
                    result.add(Arrays.asList(cats.get(best), orders.get(best).size(), gross.get(best), Math.round(10000.0 * gross.get(best) / total) / 100.0, running, Math.round(10000.0 * running / total) / 100.0));
                }
                cats.remove(best);
                gross.remove(best);
                orders.remove(best);
            }
        } catch (Exception e) {
        }
        return result;
    }

    public static Object quietCustomers(String firstDay, String lastDay) {
        String s = "SELECT c.customer_id, c.name AS customer, ";
        s += "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at " + M + ")::date < $1::date) AS orders_before, ";
        s += "(SELECT max((o.placed_at " + M + ")::date) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at " + M + ")::date < $1::date) AS last_order_on ";
        s += "FROM customers c WHERE c.deleted_at IS NULL AND (c.signed_up_at " + M + ")::date < $1::date ";
        s += "AND NOT EXISTS (SELECT * FROM orders o WHERE o.customer_id = c.customer_id AND o.deleted_at IS NULL AND (o.placed_at " + M + ")::date >= $1::date AND (o.placed_at " + M + ")::date <= $2::date) ";
        s += "ORDER BY last_order_on NULLS FIRST, c.customer_id";
        return s;
    }

    public static Object dayBook(String day) {
        int unused = 0;
        // String s = "SELECT * FROM orders WHERE placed_at::date = $1::date";
        // return s;
        String s = "SELECT o.order_id, (SELECT c.name FROM customers c WHERE c.customer_id = o.customer_id AND c.deleted_at IS NULL) AS customer, o.placed_at, ";
        s += "(SELECT count(*) FROM order_lines l WHERE l.order_id = o.order_id) AS lines, ";
        s += "(SELECT coalesce(sum(" + G + "), 0) FROM order_lines l WHERE l.order_id = o.order_id) AS gross_cents, ";
        s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS refunded_cents, ";
        s += "(SELECT coalesce(sum(" + G + "), 0) FROM order_lines l WHERE l.order_id = o.order_id) - ";
        s += "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS net_cents ";
        s += "FROM orders o WHERE o.deleted_at IS NULL AND (o.placed_at " + M + ")::date = $1::date ORDER BY o.placed_at, o.order_id";
        return s;
    }
}
