package grader.analysis;

import java.util.Map;
import java.util.stream.Stream;
import net.sourceforge.pmd.PMDConfiguration;
import net.sourceforge.pmd.PMDVersion;
import net.sourceforge.pmd.PmdAnalysis;
import net.sourceforge.pmd.lang.rule.RulePriority;
import net.sourceforge.pmd.lang.rule.RuleSet;
import net.sourceforge.pmd.lang.rule.RuleSetLoader;
import net.sourceforge.pmd.reporting.Report;
import net.sourceforge.pmd.reporting.RuleViolation;
import net.sourceforge.pmd.util.log.internal.QuietReporter;

/** PMD: what the syntax and the types of the sources show, and the measures of every method. */
final class Sources {
    private static final String NAME = "pmd";
    private static final Map<RulePriority, String> SEVERITIES = Map.of(
            RulePriority.HIGH, "error",
            RulePriority.MEDIUM_HIGH, "error",
            RulePriority.MEDIUM, "warning",
            RulePriority.MEDIUM_LOW, "note",
            RulePriority.LOW, "note");

    private Sources() {}

    static String version() {
        return PMDVersion.VERSION;
    }

    static void examine(Job job, Found found) {
        try (PmdAnalysis analysis = PmdAnalysis.create(configuration(job))) {
            // Loaded here, for what the configuration names and cannot be loaded is silently done without.
            analysis.addRuleSet(new RuleSetLoader().loadFromResource(job.rules("pmd.xml")));
            analysis.addRuleSet(RuleSet.forSingleRule(new Measures()));
            job.paths().forEach(path -> analysis.files().addFile(job.absolute(path)));
            report(analysis.performAnalysisAndCollectReport(), job, found);
        }
        Measures.taken().forEach(method -> found.row("functions", NAME, method.row(job)));
    }

    private static PMDConfiguration configuration(Job job) {
        PMDConfiguration configuration = new PMDConfiguration();
        configuration.prependAuxClasspath(job.build());
        configuration.setIgnoreIncrementalAnalysis(true);
        configuration.setReporter(new QuietReporter());
        // A line end stands in no line, so no comment can ask for silence.
        configuration.setSuppressMarker("\n");
        // In the thread that it is called in, which has the deep stack.
        configuration.setThreads(0);
        return configuration;
    }

    private static void report(Report report, Job job, Found found) {
        Stream.concat(
                        report.getViolations().stream(),
                        // Silenced by an annotation, which nothing can tell PMD to overlook.
                        report.getSuppressedViolations().stream().map(Report.SuppressedViolation::getRuleViolation))
                .forEach(violation -> finding(violation, job, found));
        for (Report.SuppressedViolation silenced : report.getSuppressedViolations()) {
            RuleViolation violation = silenced.getRuleViolation();
            String text = silenced.getSuppressor().getId() + ": " + violation.getRule().getName();
            String path = job.relative(violation.getFileId().getAbsolutePath());
            found.row("suppressions", NAME, "path", path, "line", violation.getBeginLine(), "text", text);
        }
        for (Report.ProcessingError error : report.getProcessingErrors()) {
            String path = job.relative(error.getFileId().getAbsolutePath());
            found.unread(NAME, path, Failures.words(error.getError(), job));
        }
    }

    private static void finding(RuleViolation violation, Job job, Found found) {
        found.row(
                "findings",
                NAME,
                "rule",
                violation.getRule().getName(),
                "severity",
                SEVERITIES.get(violation.getRule().getPriority()),
                "path",
                job.relative(violation.getFileId().getAbsolutePath()),
                "line",
                violation.getBeginLine(),
                "message",
                violation.getDescription(),
                "help",
                violation.getRule().getExternalInfoUrl());
    }
}
