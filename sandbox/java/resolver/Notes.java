package grader.resolver;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Extension;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Repository;

/** What a pom asks for and does not get, in words; nothing about what makes no difference to a grade. */
final class Notes {
    /** Groups, or single plugins, that check, describe, package or publish, or whose work is done by other means. */
    private static final Set<String> HARMLESS = Set.of(
            "org.apache.maven.plugins",
            "org.jacoco",
            "com.diffplug.spotless",
            "com.github.spotbugs",
            "org.owasp",
            "org.pitest",
            "org.sonarsource.scanner.maven",
            "net.revelc.code.formatter",
            "com.spotify.fmt",
            "com.github.ekryd.sortpom",
            "org.springframework.boot:spring-boot-maven-plugin",
            "org.codehaus.mojo:versions-maven-plugin",
            "org.codehaus.mojo:flatten-maven-plugin",
            "com.google.cloud.tools:jib-maven-plugin",
            "org.graalvm.buildtools:native-maven-plugin");

    private static final Set<String> HARMFUL =
            Set.of("org.apache.maven.plugins:maven-antrun-plugin", "org.apache.maven.plugins:maven-scripting-plugin");

    /** Those that the builder has, and one that only describes. */
    private static final Set<String> PROCESSORS = Set.of(
            "lombok", "lombok-mapstruct-binding", "mapstruct-processor", "spring-boot-configuration-processor");

    private Notes() {}

    static List<String> about(List<Project> projects) {
        return projects.stream()
                .flatMap(project -> about(project).map(note -> project.pom() + ": " + note))
                .distinct()
                .toList();
    }

    private static Stream<String> about(Project project) {
        List<String> notes = new ArrayList<>();
        for (Plugin plugin : project.model().getBuild().getPlugins()) {
            if (doesSomething(plugin)) {
                notes.add("the plugin " + plugin.getArtifactId() + " is not run");
            } else if (plugin.isExtensions()) {
                notes.add("the plugin " + plugin.getArtifactId() + " is not loaded");
            }
        }
        for (Extension extension : project.model().getBuild().getExtensions()) {
            notes.add("the build extension " + extension.getArtifactId() + " is not loaded");
        }
        Compiler.processors(project)
                .filter(processor -> !PROCESSORS.contains(processor))
                .forEach(processor -> notes.add("the annotation processor " + processor + " is not run"));
        return Stream.concat(notes.stream(), repositories(project));
    }

    /** The registries that the poms name, of which none is asked. */
    static List<String> repositories(List<Project> projects) {
        return projects.stream()
                .flatMap(project -> repositories(project).map(note -> project.pom() + ": " + note))
                .distinct()
                .toList();
    }

    private static Stream<String> repositories(Project project) {
        return project.model().getRepositories().stream()
                .filter(Notes::theirs)
                .map(repository -> "the repository " + repository.getId() + " (" + shown(repository)
                        + ") is not asked; packages come from the configured registry alone");
    }

    /** A plugin without an execution does nothing until somebody calls it by name. */
    private static boolean doesSomething(Plugin plugin) {
        boolean harmless = HARMLESS.contains(plugin.getGroupId()) || HARMLESS.contains(plugin.getKey());
        return (!harmless || HARMFUL.contains(plugin.getKey()))
                && plugin.getExecutions().stream().anyMatch(Notes::runs);
    }

    private static boolean runs(PluginExecution execution) {
        return !execution.getGoals().isEmpty() && !"none".equals(execution.getPhase());
    }

    /** Every pom inherits Maven's own. */
    private static boolean theirs(Repository repository) {
        return !Library.maven().toString().equals(repository.getUrl());
    }

    private static String shown(Repository repository) {
        try {
            return Library.withoutUser(URI.create(repository.getUrl())).toString();
        } catch (IllegalArgumentException e) {
            return "of no readable address";
        }
    }
}
