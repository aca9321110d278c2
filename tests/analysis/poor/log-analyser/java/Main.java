import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.*;
import java.util.zip.GZIPInputStream;

public class Main {
    static int requests = 0;
    static int malformed = 0;
    static long bytes = 0;
    static int s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
    static HashMap<String, Integer> ips = new HashMap<>();
    static HashMap<String, Integer> urls = new HashMap<>();
    static ArrayList<Long> ms = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        int top = 10;
        ArrayList<String> files = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--top")) {
                try {
                    top = Integer.parseInt(args[i + 1]);
                    if (top < 1) {
                        System.err.println("bad top");
                        System.exit(2);
                    }
                    i++;
                } catch (Exception e) {
                    System.err.println("bad top");
                    System.exit(2);
                }
            } else {
                if (args[i].startsWith("--")) {
                    System.err.println("bad option");
                    System.exit(2);
                } else {
                    files.add(args[i]);
                }
            }
        }
        if (files.size() == 0) {
            files.add("-");
        }
        Pattern p1 = Pattern.compile("^(\\S+) (\\S+) (\\S+) \\[([^\\]]*)\\] \"([A-Z]+) (\\S+) HTTP/([0-9.]+)\" ([1-5][0-9][0-9]) ([0-9]{1,15}|-) ([0-9]{1,15})$");
        Pattern p2 = Pattern.compile("^(\\S+) (\\S+) (\\S+) \\[([^\\]]*)\\] \"([A-Z]+) (\\S+) HTTP/([0-9.]+)\" ([1-5][0-9][0-9]) ([0-9]{1,15}|-) \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\" ([0-9]{1,15})$");
        for (String f : files) {
            InputStream in = null;
            try {
                if (f.equals("-")) {
                    in = new BufferedInputStream(System.in);
                } else {
                    in = new BufferedInputStream(new FileInputStream(f));
                }
                in.mark(2);
                int a = in.read();
                int b = in.read();
                in.reset();
                if (a == 0x1f && b == 0x8b) {
                    in = new GZIPInputStream(in);
                }
            } catch (Exception e) {
                System.err.println("cannot open " + f);
                System.exit(2);
            }
            BufferedReader r = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String line = null;
            try {
                while ((line = r.readLine()) != null) {
                    if (!line.equals("")) {
                        Matcher m = p1.matcher(line);
                        if (m.matches()) {
                            String ip = m.group(1);
                            if (ip.matches("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+") || ip.contains(":")) {
                                if (ip.contains(":")) {
                                    ip = ip.toLowerCase();
                                }
                                String url = m.group(6);
                                if (url.contains("?")) {
                                    url = url.substring(0, url.indexOf("?"));
                                }
                                url = url.replace("\\\"", "\"").replace("\\\\", "\\");
                                char c = m.group(8).charAt(0);
                                if (c == '1') {
                                    s1++;
                                } else if (c == '2') {
                                    s2++;
                                } else if (c == '3') {
                                    s3++;
                                } else if (c == '4') {
                                    s4++;
                                } else if (c == '5') {
                                    s5++;
                                }
                                if (!m.group(9).equals("-")) {
                                    bytes += Long.parseLong(m.group(9));
                                }
                                ms.add(Long.parseLong(m.group(10)));
                                if (ips.containsKey(ip)) {
                                    ips.put(ip, ips.get(ip) + 1);
                                } else {
                                    ips.put(ip, 1);
                                }
                                if (urls.containsKey(url)) {
                                    urls.put(url, urls.get(url) + 1);
                                } else {
                                    urls.put(url, 1);
                                }
                                requests++;
                            } else {
                                malformed++;
                            }
                        } else {
                            m = p2.matcher(line);
                            if (m.matches()) {
                                String ip = m.group(1);
                                if (ip.matches("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+") || ip.contains(":")) {
                                    if (ip.contains(":")) {
                                        ip = ip.toLowerCase();
                                    }
                                    String url = m.group(6);
                                    if (url.contains("?")) {
                                        url = url.substring(0, url.indexOf("?"));
                                    }
                                    url = url.replace("\\\"", "\"").replace("\\\\", "\\");
                                    char c = m.group(8).charAt(0);
                                    if (c == '1') {
                                        s1++;
                                    } else if (c == '2') {
                                        s2++;
                                    } else if (c == '3') {
                                        s3++;
                                    } else if (c == '4') {
                                        s4++;
                                    } else if (c == '5') {
                                        s5++;
                                    }
                                    if (!m.group(9).equals("-")) {
                                        bytes += Long.parseLong(m.group(9));
                                    }
                                    ms.add(Long.parseLong(m.group(12)));
                                    if (ips.containsKey(ip)) {
                                        ips.put(ip, ips.get(ip) + 1);
                                    } else {
                                        ips.put(ip, 1);
                                    }
                                    if (urls.containsKey(url)) {
                                        urls.put(url, urls.get(url) + 1);
                                    } else {
                                        urls.put(url, 1);
                                    }
                                    requests++;
                                } else {
                                    malformed++;
                                }
                            } else {
                                malformed++;
                            }
                        }
                    }
                }
            } catch (Exception e) {
                System.err.println("damaged");
                System.exit(3);
            }
        }
        Collections.sort(ms);
        String p50 = "null";
        String p95 = "null";
        String p99 = "null";
        if (ms.size() > 0) {
            p50 = "" + ms.get((int) Math.ceil(50.0 * ms.size() / 100) - 1);
            p95 = "" + ms.get((int) Math.ceil(95.0 * ms.size() / 100) - 1);
            p99 = "" + ms.get((int) Math.ceil(99.0 * ms.size() / 100) - 1);
        }
        String out = "{";
        out += "\"requests\": " + requests + ", ";
        out += "\"malformed\": " + malformed + ", ";
        out += "\"bytes\": " + bytes + ", ";
        out += "\"unique_ips\": " + ips.size() + ", ";
        out += "\"status\": {\"1xx\": " + s1 + ", \"2xx\": " + s2 + ", \"3xx\": " + s3 + ", \"4xx\": " + s4 + ", \"5xx\": " + s5 + "}, ";
        out += "\"latency_ms\": {\"p50\": " + p50 + ", \"p95\": " + p95 + ", \"p99\": " + p99 + "}, ";
        out += "\"top_ips\": [";
        for (int i = 0; i < top; i++) {
            String best = null;
            for (String k : ips.keySet()) {
                if (best == null || ips.get(k) > ips.get(best) || (ips.get(k) == ips.get(best) && k.compareTo(best) < 0)) {
                    best = k;
                }
            }
            if (best != null) {
                if (i > 0) {
                    out += ", ";
                }
                out += "{\"ip\": \"" + best + "\", \"count\": " + ips.get(best) + "}";
                ips.remove(best);
            }
        }
        out += "], \"top_urls\": [";
        for (int i = 0; i < top; i++) {
            String best = null;
            for (String k : urls.keySet()) {
                if (best == null || urls.get(k) > urls.get(best) || (urls.get(k) == urls.get(best) && k.compareTo(best) < 0)) {
                    best = k;
                }
            }
            if (best != null) {
                if (i > 0) {
                    out += ", ";
                }
                out += "{\"url\": \"" + best.replace("\\", "\\\\").replace("\"", "\\\"") + "\", \"count\": " + urls.get(best) + "}";
                urls.remove(best);
            }
        }
        out += "]}";
        System.out.println(out);
        // System.out.println("took " + (System.currentTimeMillis() - start));
    }

    // static String parse(String line) {
    //     String[] parts = line.split(" ");
    //     return parts[0];
    // }
}
