package grader.session;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tagged values of {@code sandbox/README.md}: objects with exactly one key, which starts with {@code $}. */
final class Tags {
    static final long SAFE_INTEGER = (1L << 53) - 1;
    static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 4_000;

    private Tags() {}

    /** The items of a {@code $set} or {@code $tuple}, not yet read themselves. */
    record Items(String tag, List<?> items) {}

    /** The entries of a {@code $map}, a list of two for each. */
    record Pairs(List<?> entries) {}

    /** Read what a tree's node stands for: a tagged value is looked into one level deep, all else is what it is. */
    static Object read(Object node) throws BadValue {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        String tag = tagOf(map);
        if (tag == null) {
            return map;
        }
        Object content = map.get(tag);
        switch (map.size() == 1 ? tag : "") {
            case "$int":
                return whole(content);
            case "$float":
                return floating(content);
            case "$bytes":
                return bytes(content);
            case "$set":
            case "$tuple":
                return new Items(tag, list(content));
            case "$map":
                return pairs(content);
            case "$object":
            case "$opaque":
                throw new BadValue("a " + tag + " cannot be an argument");
            default:
                throw new BadValue("unknown tagged value '" + cut(tag, 20) + "'");
        }
    }

    private static String tagOf(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (((String) key).startsWith("$")) {
                return (String) key;
            }
        }
        return null;
    }

    private static Object whole(Object digits) throws BadValue {
        if (!(digits instanceof String text) || text.length() > MAX_DIGITS || !isWhole(text)) {
            throw new BadValue("$int wants a bounded string of digits");
        }
        BigInteger number = new BigInteger(text);
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }

    private static boolean isWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int at = start; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }

    private static Double floating(Object name) throws BadValue {
        if ("nan".equals(name)) {
            return Double.NaN;
        }
        if (!"inf".equals(name) && !"-inf".equals(name)) {
            throw new BadValue("$float is nan, inf or -inf");
        }
        return "inf".equals(name) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private static byte[] bytes(Object text) throws BadValue {
        try {
            return Base64.getDecoder().decode((String) text);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException error) {
            throw new BadValue("bad $bytes");
        }
    }

    private static List<?> list(Object content) throws BadValue {
        if (content instanceof List<?> items) {
            return items;
        }
        throw new BadValue("a list is wanted");
    }

    private static Pairs pairs(Object content) throws BadValue {
        List<?> entries = list(content);
        for (Object entry : entries) {
            if (list(entry).size() != 2) {
                throw new BadValue("$map wants pairs");
            }
        }
        return new Pairs(entries);
    }

    /** Tag a value for its way out. */
    static Map<String, Object> tagged(String tag, Object content) {
        return Collections.singletonMap(tag, content);
    }

    /** Write an integer of any size. */
    static Object integer(BigInteger number) throws BadValue {
        if (number.bitLength() < Long.SIZE) {
            return integer(number.longValue());
        }
        String digits = number.bitLength() > 4 * MAX_DIGITS ? "" : number.toString();
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            throw new BadValue("an integer has too many digits");
        }
        return tagged("$int", digits);
    }

    /** Write an integer, tagged where not every language's JSON would carry it unharmed. */
    static Object integer(long number) {
        boolean safe = -SAFE_INTEGER <= number && number <= SAFE_INTEGER;
        return safe ? (Object) number : tagged("$int", Long.toString(number));
    }

    /** Write a float, tagged where JSON has no word for it. */
    static Object floating(double number) {
        if (Double.isNaN(number)) {
            return tagged("$float", "nan");
        }
        return Double.isInfinite(number) ? tagged("$float", number > 0 ? "inf" : "-inf") : (Object) number;
    }

    /** Write bytes. */
    static Map<String, Object> bytes(byte[] content) {
        return tagged("$bytes", Base64.getEncoder().encodeToString(content));
    }

    /** Write a map: as an object where all keys are strings of no special meaning, else as pairs. */
    static Object map(List<Object> keys, List<Object> items) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            if (!(keys.get(index) instanceof String key) || key.startsWith("$")) {
                return tagged("$map", paired(keys, items));
            }
            object.put(key, items.get(index));
        }
        return object.size() == keys.size() ? object : tagged("$map", paired(keys, items));
    }

    private static List<Object> paired(List<Object> keys, List<Object> items) {
        List<Object> pairs = new ArrayList<>(keys.size());
        for (int index = 0; index < keys.size(); index++) {
            List<Object> pair = new ArrayList<>(2);
            pair.add(keys.get(index));
            pair.add(items.get(index));
            pairs.add(pair);
        }
        return pairs;
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
