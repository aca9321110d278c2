package grader.resolver;

import java.util.List;
import java.util.Map;

/** What ends a resolution without class paths, with the answer that is printed in their place. */
final class Ending extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> answer;

    private Ending(String kind, Object what) {
        super(what.toString());
        answer = Map.of(kind, what);
    }

    /** Theirs: the poms ask for what cannot be had, or cannot be read. */
    static Ending notResolved(String words) {
        return new Ending("not_resolved", words);
    }

    /** Ours: the registry, or the way to it. */
    static Ending unreachable(String words) {
        return new Ending("unreachable", words);
    }

    /** Nobody's: this image does not have it, and nobody else was to be asked. */
    static Ending missing(List<String> coordinates) {
        return new Ending("missing", coordinates);
    }

    Map<String, Object> answer() {
        return answer;
    }

    /** The same; where it is theirs, with lines that explain more. */
    Ending explained(List<String> lines) {
        return lines.isEmpty() || !answer.containsKey("not_resolved")
                ? this
                : notResolved(getMessage() + "\n" + String.join("\n", lines));
    }
}
