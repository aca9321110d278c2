package grader.analysis;

import java.io.BufferedReader;
import java.io.FileReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What every image loads once, so that no run has to: a little of all that the tools look at, and faults to report. */
public class Sample<T extends Comparable<T>> implements AutoCloseable {
    private static final String PASSWORD = "a password";
    private static List<String> shared = new ArrayList<>();

    private final Map<String, List<T>> byName = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private int never; // TODO: what Checkstyle finds

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Level {
        LOW,
        HIGH {
            @Override
            boolean loud() {
                return true;
            }
        };

        boolean loud() {
            return false;
        }
    }

    static double area(Shape shape) {
        return switch (shape) {
            case Circle(double radius) -> Math.PI * radius * radius;
            case Square square -> square.side() * square.side();
        };
    }

    public List<T> sorted(String name, int limit, boolean reverse) {
        calls.incrementAndGet();
        var order = reverse ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder();
        return Optional.ofNullable(byName.get(name)).orElse(List.of()).stream()
                .filter(each -> each != null)
                .sorted(order)
                .limit(limit)
                .collect(Collectors.toList());
    }

    public int count(String path, String wanted) throws Exception {
        BufferedReader reader = new BufferedReader(new FileReader(path));
        int found = 0;
        String all = "";
        String line;
        while ((line = reader.readLine()) != null) {
            for (String word : line.split(" ")) {
                if (word == wanted && found >= 0 || word.equals(null)) {
                    if (found > 10) {
                        if (line.isEmpty()) {
                            continue;
                        }
                    }
                    found++;
                }
                all += word;
            }
        }
        System.out.println(all);
        return found;
    }

    public void query(Connection connection, String name) {
        try {
            connection.createStatement().executeQuery("SELECT id FROM t WHERE name = '" + name + "'").next();
        } catch (SQLException e) {
            e.printStackTrace();
        } catch (Exception e) {
        } finally {
            synchronized (this) {
                never = never;
            }
        }
    }

    @SuppressWarnings("unused")
    private void silenced() {
        Map<String, Integer> counts = new HashMap<>();
        int unused = 1;
        counts.merge(PASSWORD, 1, Integer::sum);
        new Thread(new Runnable() {
            @Override
            public void run() {
                String text = """
                        text
                        """;
                shared.add(text);
            }
        }).run();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sample<?> sample && sample.byName.equals(byName);
    }

    @Override
    public void close() {
        do {
            shared = new ArrayList<>();
        } while (!shared.isEmpty());
    }
}
