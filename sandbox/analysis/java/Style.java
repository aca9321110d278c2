package grader.analysis;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.Main;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.util.List;
import java.util.Properties;

/** Checkstyle: what is documented, and the few of its checks that are no matter of taste. */
final class Style {
    private static final String NAME = "checkstyle";

    private Style() {}

    static String version() {
        return Main.class.getPackage().getImplementationVersion();
    }

    static void examine(Job job, Found found) throws CheckstyleException {
        Checker checker = new Checker();
        checker.setModuleClassLoader(Style.class.getClassLoader());
        checker.configure(ConfigurationLoader.loadConfiguration(
                job.rules("checkstyle.xml"), new PropertiesExpander(new Properties())));
        checker.addListener(new Listener(job, found));
        for (String path : job.paths()) {
            try {
                // One by one, for an error in one of them ends the call.
                checker.process(List.of(job.absolute(path).toFile()));
            } catch (CheckstyleException | Error e) { // deep nesting, out of memory: the next file may do
                found.unread(NAME, path, Failures.words(e, job));
            }
        }
        Documentation.counted().forEach((file, count) -> found.row(
                "files",
                NAME,
                "path",
                job.relative(file),
                "documentable",
                count.documentable,
                "documented",
                count.documented));
    }

    /** Takes down what the checks say. */
    private record Listener(Job job, Found found) implements AuditListener {
        @Override
        public void addError(AuditEvent event) {
            String check = event.getSourceName();
            found.row(
                    "findings",
                    NAME,
                    "rule",
                    check.substring(check.lastIndexOf('.') + 1).replaceFirst("Check$", ""),
                    "severity",
                    event.getSeverityLevel().getName().replace("info", "note"),
                    "path",
                    job.relative(event.getFileName()),
                    "line",
                    Math.max(1, event.getLine()),
                    "message",
                    event.getMessage(),
                    "help",
                    "");
        }

        @Override
        public void addException(AuditEvent event, Throwable error) {
            found.unread(NAME, job.relative(event.getFileName()), Failures.words(error, job));
        }

        @Override
        public void auditStarted(AuditEvent event) {}

        @Override
        public void auditFinished(AuditEvent event) {}

        @Override
        public void fileStarted(AuditEvent event) {}

        @Override
        public void fileFinished(AuditEvent event) {}
    }
}
