package com.example.logs.analysis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts of all lines so far; it grows with distinct addresses, URLs and times only. */
public final class Tally {
    static final Comparator<Report.Ranked> MOST_FREQUENT_FIRST = Comparator.comparingLong(Report.Ranked::count)
            .reversed()
            .thenComparing(Report.Ranked::text, Tally::compareCodePoints);

    private static final int[] PERCENTS = {50, 95, 99};
    private static final int STATUS_CLASSES = 5;

    private long requests;
    private long malformed;
    private long bytes;
    private final long[] statusClasses = new long[STATUS_CLASSES];
    private final Counter<Long> times = new Counter<>();
    private final Counter<String> ips = new Counter<>();
    private final Counter<String> targets = new Counter<>();
    private final Map<String, String> canonical = new HashMap<>();

    /** Counts a line; an empty one is none. */
    public void add(Line line) {
        if (line.isEmpty()) {
            return;
        }
        try {
            Request request = LineParser.parse(line);
            add(request, canonical(request.ip()));
        } catch (MalformedLineException error) {
            malformed++;
        }
    }

    private void add(Request request, String ip) {
        requests++;
        bytes += request.size();
        statusClasses[request.status() / 100 - 1]++;
        times.add(request.ms());
        ips.add(ip);
        targets.add(request.target());
    }

    /** Remembers spellings that were understood; nonsense is not worth it, there is no end to it. */
    private String canonical(String spelling) throws MalformedLineException {
        String known = canonical.get(spelling);
        if (known == null) {
            known = IpAddress.canonical(spelling);
            canonical.put(spelling, known);
        }
        return known;
    }

    /** Sums up. */
    public Report report(long top) {
        Counter<String> urls = new Counter<>();
        targets.counts().forEach((target, count) -> urls.add(readable(target), count));
        return new Report(
                requests,
                malformed,
                bytes,
                ips.distinct(),
                statusClasses.clone(),
                latency(),
                ranking(ips, top),
                ranking(urls, top));
    }

    private List<Report.Percentile> latency() {
        Map<Long, Long> ascending = new TreeMap<>(times.counts());
        List<Report.Percentile> latency = new ArrayList<>();
        for (int percent : PERCENTS) {
            long rank = (percent * requests + 99) / 100;
            latency.add(new Report.Percentile(percent, atRank(ascending, rank)));
        }
        return latency;
    }

    private static Long atRank(Map<Long, Long> ascending, long rank) {
        long missing = rank;
        for (Map.Entry<Long, Long> entry : ascending.entrySet()) {
            missing -= entry.getValue();
            if (missing <= 0) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static List<Report.Ranked> ranking(Counter<String> counter, long top) {
        return counter.counts().entrySet().stream()
                .map(entry -> new Report.Ranked(entry.getKey(), entry.getValue()))
                .sorted(MOST_FREQUENT_FIRST)
                .limit(top)
                .toList();
    }

    /** Returns a URL as it is reported: the two escapes resolved, stray bytes replaced. */
    static String readable(String target) {
        StringBuilder resolved = new StringBuilder(target.length());
        for (int index = 0; index < target.length(); index++) {
            boolean escape = target.startsWith("\\\"", index) || target.startsWith("\\\\", index);
            resolved.append(target.charAt(escape ? ++index : index));
        }
        byte[] bytes = resolved.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Compares by code point; by UTF-16 units, what lies beyond U+FFFF would come before U+E000. */
    static int compareCodePoints(String one, String other) {
        for (int index = 0; index < Math.min(one.length(), other.length()); index++) {
            char first = one.charAt(index);
            char second = other.charAt(index);
            if (first != second) {
                int beyond = Boolean.compare(Character.isSurrogate(first), Character.isSurrogate(second));
                return beyond != 0 ? beyond : Character.compare(first, second);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
