package grader.resolver;

import java.util.Map;

/** JSON of plain trees: {@code Map}, {@code Iterable}, {@code String}, {@code Boolean} and {@code null}. */
final class Json {
    private Json() {}

    static String written(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            String between = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(between);
                quote(entry.getKey().toString(), text);
                text.append(':');
                write(entry.getValue(), text);
                between = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> list) {
            text.append('[');
            int start = text.length();
            for (Object item : list) {
                text.append(text.length() == start ? "" : ",");
                write(item, text);
            }
            text.append(']');
        } else if (value instanceof String string) {
            quote(string, text);
        } else {
            text.append(value);
        }
    }

    /** ASCII only, so that no reader has to know an encoding. */
    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
