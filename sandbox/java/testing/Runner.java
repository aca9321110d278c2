package grader.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes with JUnit and reports each test on descriptor 3: one run, one process.
 *
 * <p>Nothing that lies on the class path beside the classes is obeyed: no service, no junit-platform.properties. Everything
 * here shares the process with the code under test, which may change any of it.
 *
 * <p>Orders on stdin, a line each: {@code mark WORD}, {@code class NAME}, {@code method CLASS NAME}.
 */
public final class Runner {
    private Runner() {}

    /** Read the orders, run, finish. */
    public static void main(String[] arguments) throws IOException {
        List<DiscoverySelector> selected = new ArrayList<>();
        String mark = "";
        for (String order : orders()) {
            String[] words = order.split(" ", 2);
            switch (words[0]) {
                case "mark" -> mark = words[1];
                case "class" -> selected.add(selectClass(words[1]));
                case "method" -> selected.add(selectMethod(words[1].replace(' ', '#')));
                default -> throw new IllegalArgumentException(order);
            }
        }
        Reporter reporter = new Reporter(new Report(mark));
        launcher().execute(request(selected), reporter);
        reporter.finish();
        // Threads that live on must not keep the machine; and not halt(), for then coverage would not be written.
        System.exit(0);
    }

    private static List<String> orders() throws IOException {
        FileInputStream stdin = new FileInputStream(FileDescriptor.in);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stdin, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static Launcher launcher() {
        LauncherConfig.Builder config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false);
        for (String name : List.of(
                "org.junit.jupiter.engine.JupiterTestEngine", "org.junit.vintage.engine.VintageTestEngine")) {
            config.addTestEngines(engine(name));
        }
        return LauncherFactory.create(config.build());
    }

    private static TestEngine engine(String name) {
        try {
            return (TestEngine) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(name, error);
        }
    }

    private static LauncherDiscoveryRequest request(List<DiscoverySelector> selected) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selected)
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .configurationParameter("junit.platform.execution.dryRun.enabled", "false")
                .build();
    }
}
