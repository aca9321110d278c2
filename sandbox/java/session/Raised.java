package grader.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the submission's code threw, as data: its types, its message, and the candidate's own frames. */
final class Raised {
    private static final int MAX_TYPES = 16;
    private static final int MAX_MESSAGE = 2_000;
    private static final int MAX_TRACE = 4_000;
    private static final int MAX_CAUSES = 3;

    private Raised() {}

    /** Describe it; a failed static initialiser is told as what made it fail. */
    static Map<String, Object> of(Throwable error) {
        Throwable cause = error instanceof ExceptionInInitializerError ? error.getCause() : null;
        Throwable told = cause != null ? cause : error;
        return described(types(told.getClass()), message(told), trace(told));
    }

    /** Describe a trouble of the submission's that no code of its own has thrown. */
    static Map<String, Object> of(String type, String message) {
        return described(List.of(type), message, "");
    }

    private static Map<String, Object> described(List<String> types, String message, String trace) {
        Map<String, Object> raised = new LinkedHashMap<>();
        raised.put("types", types);
        raised.put("message", Tags.cut(message, MAX_MESSAGE));
        raised.put("trace", trace);
        return raised;
    }

    private static List<String> types(Class<?> start) {
        List<String> names = new ArrayList<>();
        for (Class<?> type = start; type != Object.class; type = type.getSuperclass()) {
            add(names, type.getName());
            add(names, type.getSimpleName());
        }
        return names;
    }

    private static void add(List<String> names, String name) {
        if (!name.isEmpty() && !names.contains(name) && names.size() < MAX_TYPES) {
            names.add(Tags.cut(name, 80));
        }
    }

    /** Ask for the message, which is the candidate's code and may fail. */
    static String message(Throwable error) {
        try {
            String message = error.getMessage();
            return message == null ? "" : message;
        } catch (Throwable hostile) {
            return "";
        }
    }

    /** Give an exception as Java prints its first line. */
    static String words(Throwable error) {
        String message = message(error);
        return Tags.cut(error.getClass().getName() + (message.isEmpty() ? "" : ": " + message), MAX_MESSAGE);
    }

    private static String trace(Throwable error) {
        StringBuilder text = new StringBuilder();
        try {
            Throwable at = error;
            for (int causes = 0; at != null && causes <= MAX_CAUSES; causes++) {
                text.append(causes > 0 ? "Caused by: " + words(at) + "\n" : "");
                frames(text, at.getStackTrace());
                at = at.getCause();
            }
        } catch (Throwable hostile) {
            text.setLength(0);
        }
        return Tags.cut(text.toString(), MAX_TRACE);
    }

    private static void frames(StringBuilder text, StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            if (Submission.LOADER.equals(frame.getClassLoaderName()) && text.length() < MAX_TRACE) {
                text.append("  at ").append(frame.getClassName()).append('.').append(frame.getMethodName()).append('(');
                text.append(frame.getFileName()).append(':').append(frame.getLineNumber()).append(")\n");
            }
        }
    }
}
