import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Analyses access logs and prints one JSON report. */
public final class Main {
    private static final int UNUSABLE = 2;
    private static final int DAMAGED = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Options options;
        try {
            options = Options.of(args);
        } catch (IllegalArgumentException error) {
            return fail(error.getMessage(), UNUSABLE);
        }
        Log log = new Log();
        for (String name : options.inputs()) {
            try (InputStream stream = Input.open(name)) {
                Input.read(stream, log::add);
            } catch (EOFException | ZipException error) {
                return fail(name + ": damaged gzip data: " + error.getMessage(), DAMAGED);
            } catch (IOException error) {
                return fail(name + ": " + error.getMessage(), UNUSABLE);
            }
        }
        String report = Json.of(log.report(options.top())) + "\n";
        System.out.writeBytes(report.getBytes(UTF_8)); // print would use the locale's charset
        System.out.flush();
        return 0;
    }

    private static int fail(String message, int exitCode) {
        System.err.println(message);
        return exitCode;
    }
}

/** The command line: how long rankings are, and what is read. */
record Options(long top, List<String> inputs) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0*[1-9][0-9]{0,17}");

    static Options of(String[] args) {
        long top = 10;
        int next = 0;
        for (; next < args.length && args[next].startsWith("-") && !args[next].equals("-"); next++) {
            if (!args[next].equals("--top")) {
                throw new IllegalArgumentException("unknown option " + args[next]);
            }
            next++;
            if (next == args.length || !WHOLE_NUMBER.matcher(args[next]).matches()) {
                throw new IllegalArgumentException("--top needs a whole number of at least 1");
            }
            top = Long.parseLong(args[next]);
        }
        List<String> inputs = List.of(args).subList(next, args.length);
        return new Options(top, inputs.isEmpty() ? List.of("-") : inputs);
    }
}

/** Files and standard input, plain or gzip, as lines. */
final class Input {
    private static final int BUFFER_BYTES = 1 << 16;

    private Input() {}

    /** Takes one line: the bytes of the buffer from start to end, which are only good until it returns. */
    interface LineConsumer {
        void accept(byte[] buffer, int start, int end);
    }

    static InputStream open(String name) throws IOException {
        return name.equals("-") ? new FileInputStream(FileDescriptor.in) : new FileInputStream(name);
    }

    /** Passes on each line that is not empty, without its end. */
    static void read(InputStream stream, LineConsumer consumer) throws IOException {
        InputStream content = unpacked(new BufferedInputStream(stream, BUFFER_BYTES));
        byte[] buffer = new byte[BUFFER_BYTES];
        int filled = 0;
        for (int length; (length = content.read(buffer, filled, buffer.length - filled)) >= 0; ) {
            int start = 0;
            for (int position = filled; position < filled + length; position++) {
                if (buffer[position] == '\n') {
                    pass(buffer, start, position, consumer);
                    start = position + 1;
                }
            }
            filled += length - start;
            System.arraycopy(buffer, start, buffer, 0, filled); // a line begun goes on in the next round
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
        }
        pass(buffer, 0, filled, consumer);
    }

    private static void pass(byte[] buffer, int start, int lineFeed, LineConsumer consumer) {
        int end = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        if (end > start) {
            consumer.accept(buffer, start, end);
        }
    }

    private static InputStream unpacked(BufferedInputStream stream) throws IOException {
        stream.mark(2);
        boolean packed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return packed ? new FirstMember(stream) : stream;
    }

    /** One gzip member, and nothing that follows it. */
    private static final class FirstMember extends GZIPInputStream {
        FirstMember(InputStream stream) throws IOException {
            super(new ToTheTrailer(stream), 1); // a larger buffer could hold the next member's header already
            ((ToTheTrailer) in).inflater = inf;
        }
    }

    /** A stream that is over once its first member and that one's trailer have been read. */
    private static final class ToTheTrailer extends FilterInputStream {
        private static final int TRAILER_BYTES = 8;
        private Inflater inflater;
        private int behind;

        ToTheTrailer(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            return isOver() ? -1 : super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return isOver() ? -1 : super.read(into, offset, 1);
        }

        @Override
        public int available() {
            return 0;
        }

        private boolean isOver() {
            return inflater != null && inflater.finished() && behind++ >= TRAILER_BYTES;
        }
    }
}

/** A line that has neither of the two forms. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
        super(null, null, false, false); // may come once a line, and nobody looks where from
    }

    static void unless(boolean fine) throws Malformed {
        if (!fine) {
            throw new Malformed();
        }
    }
}

/** What the report needs of a line; the target is as written, one character for each byte, without its query. */
record Request(String ip, String target, int status, long size, long ms) {}

/** One line, read from left to right. */
final class Line {
    private static final int MOST_DIGITS = 15;

    private final byte[] buffer;
    private final int end;
    private int position;

    Line(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.position = start;
        this.end = end;
    }

    Request request() throws Malformed {
        String ip = text(position, passField());
        passField();
        passField();
        pass("[");
        position = find(']');
        pass("] \"");
        passLetters();
        pass(" ");
        String target = target();
        pass(" HTTP/");
        passVersion();
        pass("\" ");
        int status = status();
        pass(" ");
        long size = size();
        pass(" ");
        if (startsWith('"')) {
            passQuoted();
            passQuoted();
        }
        long ms = number();
        Malformed.unless(position == end);
        return new Request(ip, target, status, size, ms);
    }

    /** Passes at least one character and the space behind; gives the position of the space. */
    private int passField() throws Malformed {
        int space = find(' ');
        Malformed.unless(space > position);
        position = space + 1;
        return space;
    }

    private void passLetters() throws Malformed {
        int start = position;
        while (position < end && buffer[position] >= 'A' && buffer[position] <= 'Z') {
            position++;
        }
        Malformed.unless(position > start);
    }

    /** Passes all up to the next space; a quote may stand in it behind a backslash only. */
    private String target() throws Malformed {
        int start = position;
        int query = -1;
        int here = start;
        for (; here < end && buffer[here] != ' '; here++) {
            byte character = buffer[here];
            Malformed.unless(character != '"');
            if (character == '\\') {
                here++;
            } else if (character == '?' && query < 0) {
                query = here;
            }
        }
        Malformed.unless(here > start);
        position = here;
        return text(start, query < 0 ? Math.min(here, end) : query);
    }

    private void passVersion() throws Malformed {
        int start = position;
        while (position < end && (isDigit(buffer[position]) || buffer[position] == '.')) {
            position++;
        }
        Malformed.unless(position > start);
    }

    private void passQuoted() throws Malformed {
        pass("\"");
        int here = position;
        for (; here < end && buffer[here] != '"'; here++) {
            if (buffer[here] == '\\') {
                here++;
            }
        }
        position = here;
        pass("\" ");
    }

    private int status() throws Malformed {
        int start = position;
        long status = number();
        Malformed.unless(position == start + 3 && status >= 100 && status <= 599);
        return (int) status;
    }

    private long size() throws Malformed {
        if (startsWith('-')) {
            position++;
            return 0;
        }
        return number();
    }

    private long number() throws Malformed {
        int start = position;
        long number = 0;
        while (position < end && isDigit(buffer[position])) {
            number = 10 * number + buffer[position++] - '0';
        }
        Malformed.unless(position > start && position <= start + MOST_DIGITS);
        return number;
    }

    private int find(char wanted) throws Malformed {
        int here = position;
        while (here < end && buffer[here] != wanted) {
            here++;
        }
        Malformed.unless(here < end);
        return here;
    }

    private void pass(String wanted) throws Malformed {
        for (int index = 0; index < wanted.length(); index++) {
            Malformed.unless(startsWith(wanted.charAt(index)));
            position++;
        }
    }

    private boolean startsWith(char wanted) {
        return position < end && buffer[position] == wanted;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, ISO_8859_1);
    }
}

/** What is known about all lines so far; grows with distinct values only. */
final class Log {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\\"])");

    private long requests;
    private long malformed;
    private long bytes;
    private final long[] classes = new long[6];
    private final Map<Long, Long> times = new HashMap<>();
    private final Map<String, Long> ips = new HashMap<>();
    private final Map<String, Long> targets = new HashMap<>();
    private final Map<String, String> spellings = new HashMap<>();

    /** Counts one line, given without its end. */
    void add(byte[] buffer, int start, int end) {
        try {
            Request request = new Line(buffer, start, end).request();
            count(request, canonical(request.ip()));
        } catch (Malformed nothingToCount) {
            malformed++;
        }
    }

    private void count(Request request, String ip) {
        requests++;
        bytes += request.size();
        classes[request.status() / 100]++;
        times.merge(request.ms(), 1L, Long::sum);
        ips.merge(ip, 1L, Long::sum);
        targets.merge(request.target(), 1L, Long::sum);
    }

    /** The address as RFC 5952 writes it; spellings that were understood are remembered, nonsense is not. */
    private String canonical(String spelling) throws Malformed {
        String known = spellings.get(spelling);
        if (known == null) {
            known = Address.canonical(spelling);
            spellings.put(spelling, known);
        }
        return known;
    }

    Map<String, Object> report(long top) {
        Map<String, Long> urls = new HashMap<>();
        targets.forEach((target, count) -> urls.merge(readable(target), count, Long::sum));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("requests", requests);
        report.put("malformed", malformed);
        report.put("bytes", bytes);
        report.put("unique_ips", ips.size());
        report.put("status", statusClasses());
        report.put("latency_ms", percentiles(50, 95, 99));
        report.put("top_ips", ranking(ips, "ip", top));
        report.put("top_urls", ranking(urls, "url", top));
        return report;
    }

    private static String readable(String target) {
        String text = new String(target.getBytes(ISO_8859_1), UTF_8);
        return ESCAPE.matcher(text).replaceAll("$1");
    }

    private Map<String, Long> statusClasses() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int digit = 1; digit <= 5; digit++) {
            counts.put(digit + "xx", classes[digit]);
        }
        return counts;
    }

    private Map<String, Long> percentiles(int... percents) {
        Map<Long, Long> ascending = new TreeMap<>(times);
        Map<String, Long> found = new LinkedHashMap<>();
        for (int percent : percents) {
            found.put("p" + percent, percentile(ascending, (percent * requests + 99) / 100));
        }
        return found;
    }

    /** The value at a rank, counted from 1, or null where there are fewer. */
    private static Long percentile(Map<Long, Long> ascending, long rank) {
        long missing = rank;
        for (Map.Entry<Long, Long> counted : ascending.entrySet()) {
            missing -= counted.getValue();
            if (missing <= 0) {
                return counted.getKey();
            }
        }
        return null;
    }

    private static List<Map<String, Object>> ranking(Map<String, Long> counts, String name, long top) {
        return counts.entrySet().stream()
                .sorted(Log::mostFrequentFirst)
                .limit(top)
                .map(counted -> Map.<String, Object>of(name, counted.getKey(), "count", counted.getValue()))
                .toList();
    }

    private static int mostFrequentFirst(Map.Entry<String, Long> one, Map.Entry<String, Long> other) {
        int byCount = Long.compare(other.getValue(), one.getValue());
        return byCount != 0 ? byCount : byCodePoint(one.getKey(), other.getKey());
    }

    /** String.compareTo goes by UTF-16 units, where what lies beyond U+FFFF comes before U+E000. */
    private static int byCodePoint(String one, String other) {
        int difference = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        if (difference < 0 || difference == Math.min(one.length(), other.length())) {
            return Integer.compare(one.length(), other.length());
        }
        char first = one.charAt(difference);
        char second = other.charAt(difference);
        int beyond = Boolean.compare(Character.isSurrogate(first), Character.isSurrogate(second));
        return beyond != 0 ? beyond : Character.compare(first, second);
    }
}

/** IP addresses as text, read without any look-up of names. */
final class Address {
    private static final Pattern OCTET = Pattern.compile("[0-9]{1,3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;

    private Address() {}

    /** An address in its canonical spelling. */
    static String canonical(String spelling) throws Malformed {
        return spelling.indexOf(':') < 0 ? ipv4(spelling) : ipv6(spelling);
    }

    private static String ipv4(String spelling) throws Malformed {
        String[] octets = spelling.split("\\.", 5);
        Malformed.unless(octets.length == 4);
        for (String octet : octets) {
            Malformed.unless(OCTET.matcher(octet).matches() && Integer.parseInt(octet) <= 255);
        }
        return spelling;
    }

    private static String ipv6(String spelling) throws Malformed {
        int gap = spelling.indexOf("::");
        List<Integer> groups = groups(gap < 0 ? spelling : spelling.substring(0, gap));
        List<Integer> tail = groups(gap < 0 ? "" : spelling.substring(gap + 2));
        int missing = GROUPS - groups.size() - tail.size();
        Malformed.unless(gap < 0 ? missing == 0 : missing > 0);
        groups.addAll(Collections.nCopies(missing, 0));
        groups.addAll(tail);
        return written(groups);
    }

    private static List<Integer> groups(String text) throws Malformed {
        List<Integer> groups = new ArrayList<>();
        for (String group : text.isEmpty() ? new String[0] : text.split(":", GROUPS + 1)) {
            Malformed.unless(GROUP.matcher(group).matches());
            groups.add(Integer.parseInt(group, 16));
        }
        return groups;
    }

    /** The longest run of two or more zero groups becomes "::", the first of equally long ones. */
    private static String written(List<Integer> groups) {
        int gap = 0;
        int longest = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - start > longest) {
                gap = start;
                longest = end - start;
            }
        }
        if (longest == 1) {
            return joined(groups);
        }
        return joined(groups.subList(0, gap)) + "::" + joined(groups.subList(gap + longest, GROUPS));
    }

    private static String joined(List<Integer> groups) {
        return groups.stream().map(Integer::toHexString).collect(joining(":"));
    }
}

/** Maps, lists, texts, numbers and null as JSON. */
final class Json {
    private Json() {}

    static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::of).collect(joining(", ", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append("\\u00").append(Character.forDigit(character >> 4, 16));
                quoted.append(Character.forDigit(character & 15, 16));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
