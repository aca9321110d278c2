package grader.resolver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What poms say about compiling, as far as it is ours to heed: the plugin itself is not run. */
final class Compiler {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-compiler-plugin";

    private Compiler() {}

    /** The newest release of Java that a module asks for, as in {@code --release 17}; {@code null} where none does. */
    static String release(List<Project> projects) {
        return projects.stream()
                .map(project -> release(project.model()))
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .map(Object::toString)
                .orElse(null);
    }

    private static Integer release(Model model) {
        List<String> said = new ArrayList<>();
        for (String name : List.of("release", "target", "source")) {
            configurations(model).forEach(configuration -> said.add(text(configuration, name)));
            said.add(model.getProperties().getProperty("maven.compiler." + name));
        }
        for (String word : said) {
            if (word != null && word.trim().matches("(1\\.)?\\d{1,3}")) {
                return Integer.valueOf(word.trim().replaceFirst("^1\\.", ""));
            }
        }
        return null;
    }

    /** The annotation processors that a pom names, by their artifacts. */
    static Stream<String> processors(Project project) {
        return configurations(project.model())
                .flatMap(configuration -> children(configuration, "annotationProcessorPaths"))
                .map(path -> text(path, "artifactId"))
                .filter(Objects::nonNull)
                .distinct();
    }

    private static Stream<Xpp3Dom> configurations(Model model) {
        Build build = model.getBuild();
        Stream<Plugin> managed = build.getPluginManagement() == null
                ? Stream.empty()
                : build.getPluginManagement().getPlugins().stream();
        return Stream.concat(build.getPlugins().stream(), managed)
                .filter(plugin -> plugin.getKey().equals(PLUGIN))
                .flatMap(plugin -> Stream.concat(
                        Stream.of(plugin.getConfiguration()),
                        plugin.getExecutions().stream().map(PluginExecution::getConfiguration)))
                .filter(Xpp3Dom.class::isInstance)
                .map(Xpp3Dom.class::cast);
    }

    private static Stream<Xpp3Dom> children(Xpp3Dom configuration, String name) {
        Xpp3Dom child = configuration.getChild(name);
        return child == null ? Stream.empty() : Arrays.stream(child.getChildren());
    }

    private static String text(Xpp3Dom configuration, String name) {
        Xpp3Dom child = configuration.getChild(name);
        return child == null || child.getValue() == null ? null : child.getValue().trim();
    }
}
