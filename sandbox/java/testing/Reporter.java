package grader.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells what becomes of each test; a container that fails or is skipped is told as its tests, or as one without any. */
final class Reporter implements TestExecutionListener {
    private static final int MAX_MESSAGE = 1_500;

    private final Report report;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private TestPlan plan;

    Reporter(Report report) {
        this.report = report;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        begun.put(test.getUniqueId(), System.nanoTime());
        if (test.isTest()) {
            report.started(name(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        Set<TestIdentifier> below = plan.getDescendants(test);
        if (test.isTest() || below.stream().noneMatch(TestIdentifier::isTest)) {
            tell(test, "skipped", reason);
        } else {
            below.stream().filter(TestIdentifier::isTest).forEach(each -> tell(each, "skipped", reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String message = result.getThrowable().map(Reporter::message).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    tell(test, "passed", "");
                }
            }
            case ABORTED -> abandon(test, "skipped", message);
            default -> abandon(test, "failed", message);
        }
    }

    /** A container that did not come to its end takes its tests along. */
    private void abandon(TestIdentifier test, String outcome, String message) {
        if (test.isTest()) {
            tell(test, outcome, message);
            return;
        }
        String of = outcome.equals("failed") ? "error" : outcome;
        boolean any = false;
        for (TestIdentifier below : plan.getDescendants(test)) {
            if (below.isTest() && !told.contains(below.getUniqueId())) {
                any = true;
                tell(below, of, message);
            }
        }
        if (!any) {
            tell(test, of, message);
        }
    }

    void finish() {
        report.finished();
    }

    private void tell(TestIdentifier test, String outcome, String message) {
        if (told.add(test.getUniqueId())) {
            Long from = begun.get(test.getUniqueId());
            double seconds = from == null ? 0 : (System.nanoTime() - from) / 1e9;
            report.test(new Report.Told(name(test), title(test), labels(test), file(test)), outcome, seconds, message);
        }
    }

    // ── what a test is called ──

    /** As in {@code a.b.CalculatorTest$Adding#adds(int, int)[2]}: no display name in it, so that it does not change with one. */
    private static String name(TestIdentifier test) {
        StringBuilder name = new StringBuilder();
        for (UniqueId.Segment segment : test.getUniqueIdObject().getSegments()) {
            switch (segment.getType()) {
                case "engine" -> { }
                case "class", "runner" -> name.append(segment.getValue());
                case "nested-class" -> name.append('$').append(segment.getValue());
                case "method", "test-template", "test-factory" -> name.append('#').append(segment.getValue());
                case "test" -> name.append('#').append(segment.getValue().replaceAll("\\(.*", ""));
                default -> name.append('[').append(segment.getValue().replace("#", "")).append(']');
            }
        }
        return name.toString();
    }

    /** The display names from the class down; nothing where they only repeat the name. */
    private String title(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        boolean own = false;
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent() && plan.getParent(at.get()).isPresent()) {
            String display = at.get().getDisplayName();
            String value = at.get().getUniqueIdObject().getLastSegment().getValue();
            own |= !value.equals(display) && !value.endsWith("." + display);
            names.addFirst(display);
            at = plan.getParent(at.get());
        }
        return own ? String.join(" > ", names) : "";
    }

    /** The tags, those of the test itself before those of what it stands in. */
    private List<String> labels(TestIdentifier test) {
        List<String> labels = new ArrayList<>();
        for (Optional<TestIdentifier> at = Optional.of(test); at.isPresent(); at = plan.getParent(at.get())) {
            Set<TestTag> outer = plan.getParent(at.get()).map(TestIdentifier::getTags).orElse(Set.of());
            at.get().getTags().stream().filter(tag -> !outer.contains(tag)).forEach(tag -> labels.add(tag.getName()));
        }
        return labels;
    }

    private String file(TestIdentifier test) {
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent()) {
            String found = at.get().getSource()
                    .map(source -> source instanceof MethodSource method
                            ? method.getClassName()
                            : source instanceof ClassSource type ? type.getClassName() : "")
                    .orElse("");
            if (!found.isEmpty()) {
                return found.replaceAll("\\$.*", "").replace('.', '/') + ".java";
            }
            at = plan.getParent(at.get());
        }
        return "";
    }

    private static String message(Throwable error) {
        String text = String.valueOf(error);
        String kept = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
        for (StackTraceElement frame : error.getStackTrace()) {
            if (!frame.getClassName().matches("(org\\.(junit|assertj|mockito|hamcrest|opentest4j)|java|jdk|junit|grader)\\..*")) {
                return kept + "\n(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
        }
        return kept;
    }
}
