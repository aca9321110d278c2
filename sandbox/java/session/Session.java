package grader.session;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls one submission's functions and objects for the examiner, for the length of one test: requests on descriptor 200,
 * answers on 201, as {@code sandbox/README.md} says. Hostile at run time, like all in a candidate's box.
 */
public final class Session {
    private static final String REQUESTS = "/proc/self/fd/200";
    private static final String REPLIES = "/proc/self/fd/201";

    private final Submission submission;
    private final List<Object> objects = new ArrayList<>();
    private final List<String> classNames = new ArrayList<>();

    private Session(Submission submission) {
        this.submission = submission;
    }

    /** Answer requests until the agent hangs up; the one argument is {@code driver.py}'s settings, as JSON. */
    public static void main(String[] arguments) throws IOException, BadValue {
        Wire wire = new Wire(new FileInputStream(REQUESTS), new FileOutputStream(REPLIES));
        Session session = new Session(new Submission((Map<?, ?>) Wire.parsed(arguments[0])));
        for (Map<String, Object> request = wire.next(); request != null; request = wire.next()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", request.get("id"));
            answer.putAll(session.answer(request));
            flush();
            wire.send(answer);
        }
        // The candidate's threads, if any are left, must not keep the process.
        Runtime.getRuntime().halt(0);
    }

    /** Push out what was printed; the stream may be the candidate's own by now. */
    private static void flush() {
        try {
            System.out.flush();
            System.err.flush();
        } catch (Throwable hostile) {
            // A broken stream is theirs alone: what was printed is evidence, never an answer.
        }
    }

    private Map<String, Object> answer(Map<String, Object> request) {
        try {
            return perform(request);
        } catch (NotLoaded failed) {
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("kind", failed.kind);
            words.put("message", failed.getMessage());
            return Collections.singletonMap("failed", words);
        }
    }

    private Map<String, Object> perform(Map<String, Object> request) throws NotLoaded {
        String operation = (String) request.get("op");
        List<?> given = (List<?>) request.get("args");
        switch (operation) {
            case "load":
                return value(Collections.singletonMap("entry", submission.load()));
            case "new":
                return made((String) request.get("class"), given);
            case "method":
                return method(((Long) request.get("object")).intValue(), (String) request.get("name"), given);
            case "replay":
                return replayed(((Long) request.get("object")).intValue(), (List<?>) request.get("calls"));
            default:
                return called(submission.function((String) request.get("function"), given.size()), null, given);
        }
    }

    private Map<String, Object> made(String className, List<?> given) throws NotLoaded {
        Target constructor = submission.constructor(className, given.size());
        try {
            objects.add(constructor.call(null, given));
            classNames.add(className);
            return value(Tags.tagged("$object", (long) objects.size()));
        } catch (Throwable error) {
            return raised(error);
        }
    }

    private Map<String, Object> method(int number, String name, List<?> given) throws NotLoaded {
        Target method = submission.method(classNames.get(number - 1), name, given.size());
        return called(method, objects.get(number - 1), given);
    }

    private Map<String, Object> replayed(int number, List<?> calls) throws NotLoaded {
        List<Object> answers = new ArrayList<>(calls.size());
        for (Object call : calls) {
            List<?> pair = (List<?>) call;
            answers.add(method(number, (String) pair.get(0), (List<?>) pair.get(1)));
        }
        return value(answers);
    }

    private static Map<String, Object> called(Target target, Object receiver, List<?> given) {
        try {
            return value(target.answer(receiver, given));
        } catch (Throwable error) {
            return raised(error);
        }
    }

    private static Map<String, Object> value(Object value) {
        return Collections.singletonMap("value", value);
    }

    private static Map<String, Object> raised(Throwable error) {
        Map<String, Object> raised;
        if (error instanceof DoesNotFit misfit) {
            raised = Raised.of("ValueDoesNotFit", misfit.told());
        } else if (error instanceof BadValue) {
            raised = Raised.of("BadValue", error.getMessage());
        } else {
            raised = Raised.of(error);
        }
        return Collections.singletonMap("raised", raised);
    }
}
