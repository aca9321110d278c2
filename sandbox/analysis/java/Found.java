package grader.analysis;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Rows of what was found, by list, each once; {@code sandbox/analysis/README.md} says which there are. */
final class Found {
    private final Map<String, Set<Map<String, Object>>> lists = new LinkedHashMap<>();

    /** Add a row to a list: names and values in turn. */
    Found row(String list, String tool, Object... row) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("tool", tool);
        for (int at = 0; at < row.length; at += 2) {
            named.put((String) row[at], row[at + 1]);
        }
        lists.computeIfAbsent(list, name -> new LinkedHashSet<>()).add(named);
        return this;
    }

    /** Say that a file, or with an empty path everything, could not be read by a tool. */
    Found unread(String tool, String path, String why) {
        return row("unread", tool, "path", path, "why", why);
    }

    void add(Found other) {
        other.lists.forEach((list, rows) -> lists.computeIfAbsent(list, name -> new LinkedHashSet<>()).addAll(rows));
    }

    Map<String, Object> told(String version) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("version", version);
        told.putAll(lists);
        return told;
    }
}
