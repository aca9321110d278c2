import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.*;
import java.net.*;
import java.text.SimpleDateFormat;
import java.util.*;
import java.util.concurrent.Executors;

public class Main {
    static final String ADMIN_PASSWORD = "Sh0rt-Adm1n-8812";
    static HashMap<String, String[]> links = new HashMap<>();
    static SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
    static Random random = new Random();

    static void save() {
        try {
            PrintWriter w = new PrintWriter(new FileWriter("links.txt"));
            for (String k : links.keySet()) {
                String[] l = links.get(k);
                w.println(k + "\t" + l[0] + "\t" + l[1] + "\t" + l[2]);
            }
            w.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    static String field(String body, String name) {
        int i = body.indexOf("\"" + name + "\"");
        if (i < 0) {
            return null;
        }
        String rest = body.substring(i + name.length() + 2);
        rest = rest.substring(rest.indexOf(":") + 1).trim();
        if (rest.startsWith("\"")) {
            return rest.substring(1, rest.indexOf("\"", 1));
        } else {
            String r = "";
            for (int j = 0; j < rest.length(); j++) {
                if (rest.charAt(j) == ',' || rest.charAt(j) == '}') {
                    break;
                }
                r = r + rest.charAt(j);
            }
            if (r.trim().equals("null")) {
                return null;
            }
            return r.trim();
        }
    }

    public static void main(String[] args) throws Exception {
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        try {
            BufferedReader r = new BufferedReader(new FileReader("links.txt"));
            String line;
            while ((line = r.readLine()) != null) {
                String[] p = line.split("\t");
                links.put(p[0], new String[] {p[1], p[2], p[3]});
            }
        } catch (Exception e) {
        }
        String base = System.getenv("BASE_URL");
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        server.createContext("/", ex -> {
            try {
                String path = ex.getRequestURI().getPath();
                String method = ex.getRequestMethod();
                if (method.equals("POST") && path.equals("/links")) {
                    String body = new String(ex.getRequestBody().readAllBytes());
                    if (body.trim().startsWith("{")) {
                        String url = field(body, "url");
                        if (url != null) {
                            if (url.startsWith("http://") || url.startsWith("https://")) {
                                if (url.length() <= 2000) {
                                    String host = null;
                                    try {
                                        host = new URL(url).getHost();
                                    } catch (Exception e) {
                                    }
                                    if (host == null || host.equals("") || host.equals(new URL(base).getHost())) {
                                        byte[] b = "{\"error\": \"bad host\"}".getBytes();
                                        ex.getResponseHeaders().set("Content-Type", "application/json");
                                        ex.sendResponseHeaders(400, b.length);
                                        ex.getResponseBody().write(b);
                                        ex.close();
                                        return;
                                    }
                                    String code = field(body, "code");
                                    if (code != null) {
                                        if (code.matches("[A-Za-z0-9_-]{3,32}") && !code.equals("links")) {
                                            if (links.containsKey(code)) {
                                                byte[] b = "{\"error\": \"taken\"}".getBytes();
                                                ex.getResponseHeaders().set("Content-Type", "application/json");
                                                ex.sendResponseHeaders(409, b.length);
                                                ex.getResponseBody().write(b);
                                                ex.close();
                                                return;
                                            }
                                        } else {
                                            byte[] b = "{\"error\": \"bad code\"}".getBytes();
                                            ex.getResponseHeaders().set("Content-Type", "application/json");
                                            ex.sendResponseHeaders(400, b.length);
                                            ex.getResponseBody().write(b);
                                            ex.close();
                                            return;
                                        }
                                    } else {
                                        code = "";
                                        for (int i = 0; i < 8; i++) {
                                            code = code + "abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36));
                                        }
                                    }
                                    String expires = "null";
                                    String e = field(body, "expires_in");
                                    if (e != null) {
                                        try {
                                            long n = Long.parseLong(e);
                                            if (n < 1 || n > 31536000) {
                                                byte[] b = "{\"error\": \"bad expires_in\"}".getBytes();
                                                ex.getResponseHeaders().set("Content-Type", "application/json");
                                                ex.sendResponseHeaders(400, b.length);
                                                ex.getResponseBody().write(b);
                                                ex.close();
                                                return;
                                            }
                                            expires = "\"" + format.format(new Date(System.currentTimeMillis() + n * 1000)) + "\"";
                                        } catch (Exception e2) {
                                            byte[] b = "{\"error\": \"bad expires_in\"}".getBytes();
                                            ex.getResponseHeaders().set("Content-Type", "application/json");
                                            ex.sendResponseHeaders(400, b.length);
                                            ex.getResponseBody().write(b);
                                            ex.close();
                                            return;
                                        }
                                    }
                                    links.put(code, new String[] {url, "0", expires});
                                    save();
                                    System.out.println("created " + code);
                                    byte[] b = ("{\"code\": \"" + code + "\", \"short_url\": \"" + base + "/" + code + "\", \"url\": \"" + url + "\", \"hits\": 0, \"expires_at\": " + expires + "}").getBytes();
                                    ex.getResponseHeaders().set("Content-Type", "application/json");
                                    ex.getResponseHeaders().set("Location", base + "/" + code);
                                    ex.sendResponseHeaders(201, b.length);
                                    ex.getResponseBody().write(b);
                                    ex.close();
                                } else {
                                    byte[] b = "{\"error\": \"url too long\"}".getBytes();
                                    ex.getResponseHeaders().set("Content-Type", "application/json");
                                    ex.sendResponseHeaders(400, b.length);
                                    ex.getResponseBody().write(b);
                                    ex.close();
                                }
                            } else {
                                byte[] b = "{\"error\": \"bad url\"}".getBytes();
                                ex.getResponseHeaders().set("Content-Type", "application/json");
                                ex.sendResponseHeaders(400, b.length);
                                ex.getResponseBody().write(b);
                                ex.close();
                            }
                        } else {
                            byte[] b = "{\"error\": \"no url\"}".getBytes();
                            ex.getResponseHeaders().set("Content-Type", "application/json");
                            ex.sendResponseHeaders(400, b.length);
                            ex.getResponseBody().write(b);
                            ex.close();
                        }
                    } else {
                        byte[] b = "{\"error\": \"bad json\"}".getBytes();
                        ex.getResponseHeaders().set("Content-Type", "application/json");
                        ex.sendResponseHeaders(400, b.length);
                        ex.getResponseBody().write(b);
                        ex.close();
                    }
                } else if (method.equals("GET") && path.startsWith("/links/")) {
                    String code = path.substring(7);
                    if (links.containsKey(code)) {
                        String[] l = links.get(code);
                        byte[] b = ("{\"code\": \"" + code + "\", \"short_url\": \"" + base + "/" + code + "\", \"url\": \"" + l[0] + "\", \"hits\": " + l[1] + ", \"expires_at\": " + l[2] + "}").getBytes();
                        ex.getResponseHeaders().set("Content-Type", "application/json");
                        ex.sendResponseHeaders(200, b.length);
                        ex.getResponseBody().write(b);
                        ex.close();
                    } else {
                        byte[] b = "{\"error\": \"not found\"}".getBytes();
                        ex.getResponseHeaders().set("Content-Type", "application/json");
                        ex.sendResponseHeaders(404, b.length);
                        ex.getResponseBody().write(b);
                        ex.close();
                    }
                } else if (method.equals("GET") || method.equals("HEAD")) {
                    String code = path.substring(1);
                    if (links.containsKey(code)) {
                        String[] l = links.get(code);
                        if (l[2] != "null" && !l[2].equals("null") && format.parse(l[2].replace("\"", "")).before(new Date())) {
                            byte[] b = "{\"error\": \"expired\"}".getBytes();
                            ex.getResponseHeaders().set("Content-Type", "application/json");
                            ex.sendResponseHeaders(410, b.length);
                            ex.getResponseBody().write(b);
                            ex.close();
                        } else {
                            if (method.equals("GET")) {
                                l[1] = "" + (Integer.parseInt(l[1]) + 1);
                                save();
                            }
                            ex.getResponseHeaders().set("Location", l[0]);
                            ex.sendResponseHeaders(302, -1);
                            ex.close();
                        }
                    } else {
                        byte[] b = "{\"error\": \"not found\"}".getBytes();
                        ex.getResponseHeaders().set("Content-Type", "application/json");
                        ex.sendResponseHeaders(404, b.length);
                        ex.getResponseBody().write(b);
                        ex.close();
                    }
                } else {
                    // if (ADMIN_PASSWORD.equals(ex.getRequestHeaders().getFirst("X-Admin"))) links.clear();
                    ex.sendResponseHeaders(405, -1);
                    ex.close();
                }
            } catch (Exception e) {
                e.printStackTrace();
                ex.sendResponseHeaders(400, -1);
                ex.close();
            }
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }
}
