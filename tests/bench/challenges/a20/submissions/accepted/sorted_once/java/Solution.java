import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Spans of whole numbers, the end not included. */
public final class Solution {
    /** From {@code start} up to, but not including, {@code end}. */
    public record Span(long start, long end) {
        public Span {
            if (end < start) {
                throw new IllegalArgumentException("a span ends before it begins");
            }
        }
    }

    private Solution() {}

    /** The same numbers in as few spans as will do, in order. */
    public static List<Span> merge(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::start)).toList()) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.start() <= last.end()) {
                merged.set(merged.size() - 1, new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    public static long covered(List<Span> spans) {
        return merge(spans).stream().mapToLong(span -> span.end() - span.start()).sum();
    }

    public static List<Span> gaps(List<Span> spans) {
        List<Span> merged = merge(spans);
        List<Span> gaps = new ArrayList<>();
        for (int next = 1; next < merged.size(); next++) {
            gaps.add(new Span(merged.get(next - 1).end(), merged.get(next).start()));
        }
        return gaps;
    }

    public static boolean holds(List<Span> spans, long point) {
        return spans.stream().anyMatch(span -> span.start() <= point && point < span.end());
    }
}
