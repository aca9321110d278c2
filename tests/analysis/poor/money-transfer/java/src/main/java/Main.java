import com.sun.net.httpserver.*;
import java.io.*;
import java.net.*;
import java.sql.*;
import java.util.*;
import java.util.Date;

public class Main {
    static String DB_URL = "jdbc:postgresql://10.0.0.12/bank";
    static String DB_USER = "bank";
    static String DB_PASSWORD = "Bank-Prod-77xK!";
    static Connection con;
    static int counter = 0;

    static String get(String json, String name) {
        try {
            int i = json.indexOf("\"" + name + "\"");
            String s = json.substring(i + name.length() + 2);
            s = s.substring(s.indexOf(":") + 1).trim();
            if (s.startsWith("\"")) {
                return s.substring(0, s.indexOf("\"", 1));
            }
            String r = "";
            for (int j = 0; j < s.length(); j++) {
                if (s.charAt(j) == ',' || s.charAt(j) == '}') {
                    break;
                } else {
                    r += s.charAt(j);
                }
            }
            return r.trim();
        } catch (Exception e) {
            return null;
        }
    }

    static void send(HttpExchange ex, int status, String code, String detail, String type, boolean log, boolean close)
            throws IOException {
        if (log) {
            System.out.println(status + " " + code);
        }
        byte[] b = ("{\"status\": " + status + ", \"code\": \"" + code + "\", \"detail\": \"" + detail + "\"}").getBytes();
        ex.getResponseHeaders().set("Content-Type", type);
        ex.sendResponseHeaders(status, b.length);
        ex.getResponseBody().write(b);
        if (close) {
            ex.close();
        }
    }

    static void handle(HttpExchange ex) throws IOException {
        try {
            String path = ex.getRequestURI().getPath();
            String method = ex.getRequestMethod();
            String body = new String(ex.getRequestBody().readAllBytes());
            Statement st = con.createStatement();
            if (path.equals("/health")) {
                ex.sendResponseHeaders(200, -1);
                ex.close();
            } else if (method.equals("POST") && path.equals("/accounts")) {
                if (body.trim().startsWith("{")) {
                    String owner = get(body, "owner");
                    String currency = get(body, "currency");
                    String balance = get(body, "opening_balance");
                    if (owner != null && owner.startsWith("\"") && owner.length() > 1 && owner.length() < 102) {
                        if (currency != null && currency.matches("\"[A-Z][A-Z][A-Z]")) {
                            long b = 0;
                            if (balance != null) {
                                try {
                                    b = Long.parseLong(balance);
                                    if (b < 0 || b > 9007199254740991L) {
                                        send(ex, 422, "invalid_request", "opening_balance", "application/json", true, true);
                                        return;
                                    }
                                } catch (Exception e) {
                                    send(ex, 422, "invalid_request", "opening_balance", "application/json", true, true);
                                    return;
                                }
                            }
                            String id = "a" + System.currentTimeMillis() + "-" + counter++;
                            st.executeUpdate("insert into accounts values ('" + id + "', '" + owner.substring(1).replace("'", "''") + "', '" + currency.substring(1) + "', " + b + ")");
                            System.out.println("created account " + id);
                            byte[] out = ("{\"id\": \"" + id + "\", \"owner\": " + owner + "\", \"currency\": " + currency + "\", \"balance\": " + b + "}").getBytes();
                            ex.getResponseHeaders().set("Content-Type", "application/json");
                            ex.sendResponseHeaders(201, out.length);
                            ex.getResponseBody().write(out);
                            ex.close();
                        } else {
                            send(ex, 422, "invalid_request", "currency", "application/json", true, true);
                        }
                    } else {
                        send(ex, 422, "invalid_request", "owner", "application/json", true, true);
                    }
                } else {
                    send(ex, 400, "malformed_json", "json", "application/json", true, true);
                }
            } else if (method.equals("GET") && path.matches("/accounts/[^/]+")) {
                String id = path.split("/")[2];
                ResultSet rs = st.executeQuery("select * from accounts where id = '" + id + "'");
                if (rs.next()) {
                    byte[] out = ("{\"id\": \"" + id + "\", \"owner\": \"" + rs.getString(2) + "\", \"currency\": \"" + rs.getString(3) + "\", \"balance\": " + rs.getLong(4) + "}").getBytes();
                    ex.getResponseHeaders().set("Content-Type", "application/json");
                    ex.sendResponseHeaders(200, out.length);
                    ex.getResponseBody().write(out);
                    ex.close();
                } else {
                    send(ex, 404, "unknown_account", "unknown", "application/json", true, true);
                }
            } else if (method.equals("POST") && path.equals("/transfers")) {
                String key = ex.getRequestHeaders().getFirst("Idempotency-Key");
                if (key != null && !key.equals("") && key.length() <= 255) {
                    if (body.trim().startsWith("{")) {
                        String from = get(body, "from");
                        String to = get(body, "to");
                        long amount = 0;
                        try {
                            amount = Long.parseLong(get(body, "amount"));
                        } catch (Exception e) {
                        }
                        if (from != null && to != null && from.startsWith("\"") && to.startsWith("\"") && amount > 0) {
                            from = from.substring(1);
                            to = to.substring(1);
                            if (!from.equals(to)) {
                                ResultSet old = st.executeQuery("select * from transfers where k = '" + key + "'");
                                if (old.next()) {
                                    if (old.getString(2).equals(from) && old.getString(3).equals(to) && old.getLong(4) == amount) {
                                        byte[] out = ("{\"id\": \"" + old.getInt(1) + "\", \"from\": \"" + from + "\", \"to\": \"" + to + "\", \"amount\": " + amount + ", \"currency\": \"" + old.getString(5) + "\", \"created_at\": \"" + old.getString(6) + "\"}").getBytes();
                                        ex.getResponseHeaders().set("Content-Type", "application/json");
                                        ex.sendResponseHeaders(201, out.length);
                                        ex.getResponseBody().write(out);
                                        ex.close();
                                    } else {
                                        send(ex, 422, "key_reused", "key", "application/json", true, true);
                                    }
                                } else {
                                    ResultSet a = con.createStatement().executeQuery("select * from accounts where id = '" + from + "'");
                                    ResultSet b = con.createStatement().executeQuery("select * from accounts where id = '" + to + "'");
                                    if (a.next() && b.next()) {
                                        if (a.getString(3).equals(b.getString(3))) {
                                            if (a.getLong(4) >= amount) {
                                                if (b.getLong(4) + amount <= 9007199254740991L) {
                                                    String now = new java.text.SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'").format(new Date());
                                                    st.executeUpdate("update accounts set balance = " + (a.getLong(4) - amount) + " where id = '" + from + "'");
                                                    st.executeUpdate("update accounts set balance = " + (b.getLong(4) + amount) + " where id = '" + to + "'");
                                                    st.executeUpdate("insert into transfers (f, t, amount, currency, created_at, k) values ('" + from + "', '" + to + "', " + amount + ", '" + a.getString(3) + "', '" + now + "', '" + key + "')");
                                                    ResultSet n = st.executeQuery("select id from transfers where k = '" + key + "'");
                                                    n.next();
                                                    byte[] out = ("{\"id\": \"" + n.getInt(1) + "\", \"from\": \"" + from + "\", \"to\": \"" + to + "\", \"amount\": " + amount + ", \"currency\": \"" + a.getString(3) + "\", \"created_at\": \"" + now + "\"}").getBytes();
                                                    ex.getResponseHeaders().set("Content-Type", "application/json");
                                                    ex.sendResponseHeaders(201, out.length);
                                                    ex.getResponseBody().write(out);
                                                    ex.close();
                                                } else {
                                                    send(ex, 422, "balance_limit", "limit", "application/json", true, true);
                                                }
                                            } else {
                                                send(ex, 409, "insufficient_funds", "funds", "application/json", true, true);
                                            }
                                        } else {
                                            send(ex, 422, "currency_mismatch", "currency", "application/json", true, true);
                                        }
                                    } else {
                                        send(ex, 422, "unknown_account", "unknown", "application/json", true, true);
                                    }
                                }
                            } else {
                                send(ex, 422, "same_account", "same", "application/json", true, true);
                            }
                        } else {
                            send(ex, 422, "invalid_request", "fields", "application/json", true, true);
                        }
                    } else {
                        send(ex, 400, "malformed_json", "json", "application/json", true, true);
                    }
                } else {
                    send(ex, 400, "invalid_key", "key", "application/json", true, true);
                }
            } else if (method.equals("GET") && path.matches("/accounts/[^/]+/transfers")) {
                String id = path.split("/")[2];
                int limit = 20;
                String cursor = null;
                if (ex.getRequestURI().getQuery() != null) {
                    for (String q : ex.getRequestURI().getQuery().split("&")) {
                        if (q.startsWith("limit=")) {
                            limit = Integer.parseInt(q.substring(6));
                            if (limit < 1 || limit > 100) {
                                send(ex, 400, "invalid_query", "limit", "application/json", true, true);
                                return;
                            }
                        }
                        if (q.startsWith("cursor=")) {
                            cursor = q.substring(7);
                        }
                    }
                }
                String sql = "select * from transfers where (f = '" + id + "' or t = '" + id + "')";
                if (cursor != null) {
                    sql += " and id < " + cursor;
                }
                ResultSet rs = st.executeQuery(sql + " order by id desc limit " + (limit + 1));
                String items = "";
                String next = "null";
                int n = 0;
                int last = 0;
                while (rs.next()) {
                    if (n < limit) {
                        if (n > 0) {
                            items += ", ";
                        }
                        items += "{\"id\": \"" + rs.getInt(1) + "\", \"from\": \"" + rs.getString(2) + "\", \"to\": \"" + rs.getString(3) + "\", \"amount\": " + rs.getLong(4) + ", \"currency\": \"" + rs.getString(5) + "\", \"created_at\": \"" + rs.getString(6) + "\"}";
                        last = rs.getInt(1);
                    } else {
                        next = "\"" + last + "\"";
                    }
                    n++;
                }
                byte[] out = ("{\"items\": [" + items + "], \"next\": " + next + "}").getBytes();
                ex.getResponseHeaders().set("Content-Type", "application/json");
                ex.sendResponseHeaders(200, out.length);
                ex.getResponseBody().write(out);
                ex.close();
            } else {
                send(ex, 404, "not_found", "not found", "application/json", true, true);
            }
        } catch (Exception e) {
            e.printStackTrace();
            send(ex, 422, "invalid_request", "error", "application/json", true, true);
        }
    }

    public static void main(String[] args) throws Exception {
        String url = System.getenv("JDBC_DATABASE_URL");
        if (url != null) {
            con = DriverManager.getConnection(url);
        } else {
            con = DriverManager.getConnection(DB_URL, DB_USER, "Bank-Prod-77xK!");
        }
        try {
            con.createStatement().execute("create table accounts (id text, owner text, currency text, balance bigint)");
            con.createStatement().execute("create table transfers (id serial, f text, t text, amount bigint, currency text, created_at text, k text)");
        } catch (Exception e) {
        }
        HttpServer s = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        s.createContext("/", ex -> handle(ex));
        s.start();
    }
}
