package grader.analysis;

import com.h3xstream.findsecbugs.taintanalysis.TaintDataflow;
import edu.umd.cs.findbugs.AbstractBugReporter;
import edu.umd.cs.findbugs.AnalysisError;
import edu.umd.cs.findbugs.BugCollection;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.DetectorFactoryCollection;
import edu.umd.cs.findbugs.FindBugs2;
import edu.umd.cs.findbugs.Plugin;
import edu.umd.cs.findbugs.PluginException;
import edu.umd.cs.findbugs.Priorities;
import edu.umd.cs.findbugs.Project;
import edu.umd.cs.findbugs.SourceLineAnnotation;
import edu.umd.cs.findbugs.Version;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;
import edu.umd.cs.findbugs.config.UserPreferences;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** SpotBugs with FindSecBugs: what the compiled classes show. */
final class Bytecode {
    private static final String NAME = "spotbugs";
    private static boolean hasSecurityRules;

    private Bytecode() {}

    static String version() {
        return Version.VERSION_STRING;
    }

    static void examine(Job job, Found found) throws Exception {
        if (!hasClasses(job)) {
            found.unread(NAME, "", "no compiled classes");
            return;
        }
        withSecurityRules();
        try (FindBugs2 engine = new FindBugs2();
                Project project = new Project()) {
            project.addFile(job.build());
            Listener listener = new Listener(job, found);
            listener.setPriorityThreshold(Priorities.NORMAL_PRIORITY);
            engine.setProject(project);
            engine.setBugReporter(listener);
            engine.setDetectorFactoryCollection(DetectorFactoryCollection.instance());
            engine.setUserPreferences(preferences());
            engine.setApplySuppression(false);
            engine.addFilter(job.rules("spotbugs.xml"), false);
            engine.finishSettings();
            engine.execute();
        }
    }

    /** A plug-in is loaded from its jar; that its classes are on our own path spares them a loader of their own. */
    private static void withSecurityRules() throws PluginException, URISyntaxException {
        if (hasSecurityRules) {
            return;
        }
        URI jar = TaintDataflow.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Plugin.addCustomPlugin(jar, Bytecode.class.getClassLoader());
        hasSecurityRules = true;
    }

    private static UserPreferences preferences() {
        UserPreferences preferences = UserPreferences.createDefaultUserPreferences();
        preferences.setEffort(UserPreferences.EFFORT_DEFAULT);
        return preferences;
    }

    private static boolean hasClasses(Job job) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(job.build()))) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        }
    }

    /** Takes down what the detectors say. */
    private static final class Listener extends AbstractBugReporter {
        private final Job job;
        private final Found found;

        Listener(Job job, Found found) {
            this.job = job;
            this.found = found;
        }

        @Override
        protected void doReportBug(BugInstance bug) {
            SourceLineAnnotation where = bug.getPrimarySourceLineAnnotation();
            String path = pathOf(where);
            if (path.isEmpty()) {
                return; // made by a compiler's plug-in, not by anybody
            }
            found.row(
                    "findings",
                    NAME,
                    "rule",
                    bug.getType(),
                    "severity",
                    bug.getPriority() == Priorities.HIGH_PRIORITY ? "error" : "warning",
                    "path",
                    path,
                    "line",
                    Math.max(1, where.getStartLine()),
                    "message",
                    bug.getMessageWithoutPrefix(),
                    "help",
                    bug.getBugPattern().getUri().map(URI::toString).orElse(""));
        }

        /** The source that a class says it was made of: the name of a file, below the folder of its package. */
        private String pathOf(SourceLineAnnotation where) {
            List<String> paths = job.paths().stream()
                    .filter(path -> ("/" + path).endsWith("/" + where.getSourcePath()))
                    .toList();
            return paths.isEmpty() ? "" : paths.get(0);
        }

        @Override
        public void reportAnalysisError(AnalysisError error) {
            Throwable cause = error.getException();
            found.unread(NAME, "", cause == null ? error.getMessage() : Failures.words(cause, job));
        }

        /** Classes of a library that was not compiled along; nothing is known of them, and nothing is said. */
        @Override
        public void reportMissingClass(String name) {}

        @Override
        public void observeClass(ClassDescriptor descriptor) {}

        @Override
        public void finish() {}

        @Override
        public BugCollection getBugCollection() {
            return null;
        }
    }
}
