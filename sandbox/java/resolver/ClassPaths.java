package grader.resolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.InputLocation;
import org.apache.maven.repository.internal.ArtifactDescriptorReaderDelegate;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;

/** The jars of all modules of a submission, which is compiled as one; each module's as Maven would choose them. */
final class ClassPaths {
    private static final int MAX_WORDS = 5;

    private final Path root;
    private final Library library;
    private final Map<String, Wanted> chosen = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Path> files = new HashMap<>();

    private ClassPaths(Path root, Library library) {
        this.root = root;
        this.library = library;
    }

    static ClassPaths of(Path root, List<Project> projects, Library library) throws Ending {
        ClassPaths paths = new ClassPaths(root, library);
        for (Project project : usersFirst(projects)) {
            paths.refuse(project);
            paths.choose(project);
        }
        paths.addWhatRunsTests();
        paths.fetch();
        return paths;
    }

    List<String> classPath() {
        return paths(false);
    }

    List<String> testClassPath() {
        return paths(true);
    }

    List<String> notes() {
        return notes;
    }

    /** What was chosen, by name: version. */
    Map<String, String> packages() {
        Map<String, String> packages = new TreeMap<>();
        chosen.values().forEach(wanted -> packages.put(wanted.name(), wanted.artifact().getVersion()));
        return packages;
    }

    private List<String> paths(boolean tests) {
        return chosen.values().stream()
                .filter(wanted -> tests || !wanted.onlyForTests())
                .map(wanted -> files.get(wanted.key()).toString())
                .toList();
    }

    /** A module that others depend on comes after them: where they disagree, what runs has the say. */
    private static List<Project> usersFirst(List<Project> projects) {
        Map<String, Project> byId = projects.stream()
                .collect(Collectors.toMap(Project::id, project -> project, (first, second) -> first));
        Set<Project> usedFirst = new LinkedHashSet<>();
        projects.forEach(project -> visit(project, byId, usedFirst, new LinkedHashSet<>()));
        return new ArrayList<>(usedFirst).reversed();
    }

    private static void visit(Project project, Map<String, Project> byId, Set<Project> done, Set<Project> onTheWay) {
        if (done.contains(project) || !onTheWay.add(project)) {
            return;
        }
        for (Dependency dependency : project.model().getDependencies()) {
            Project used = byId.get(id(dependency));
            if (used != null) {
                visit(used, byId, done, onTheWay);
            }
        }
        done.add(project);
    }

    private void refuse(Project project) throws Ending {
        for (Dependency dependency : project.model().getDependencies()) {
            String what = where(project, dependency) + ": " + id(dependency);
            if ("system".equals(dependency.getScope())) {
                throw Ending.notResolved(what
                        + " has the scope system, a jar from a path. Name one that the package registry has.");
            }
            ArtifactType type = library.session().getArtifactTypeRegistry().get(dependency.getType());
            String extension = type == null ? dependency.getType() : type.getExtension();
            if (!Set.of("jar", "pom").contains(extension)) {
                throw Ending.notResolved(what + " is of type " + dependency.getType()
                        + ", which no class path can hold. Name a jar.");
            }
            if (Set.of("LATEST", "RELEASE").contains(dependency.getVersion())) {
                throw Ending.notResolved(
                        what + " has the version " + dependency.getVersion() + ", another one every day. Name one.");
            }
        }
    }

    private void choose(Project project) throws Ending {
        Map<String, String> lines = new HashMap<>();
        for (Dependency dependency : project.model().getDependencies()) {
            lines.put(id(dependency), where(project, dependency));
        }
        try {
            DependencyNode top = library.collect(request(project, library));
            for (DependencyNode child : top.getChildren()) {
                walk(child, lines.getOrDefault(id(child.getArtifact()), project.pom()), "");
            }
        } catch (DependencyCollectionException e) {
            throw Blame.ending(library, words(project, lines, e), e);
        }
    }

    static CollectRequest request(Project project, Library library) {
        ArtifactDescriptorResult described = new ArtifactDescriptorResult(new ArtifactDescriptorRequest());
        new ArtifactDescriptorReaderDelegate().populateResult(library.session(), described, project.model());
        return new CollectRequest()
                .setRootArtifact(new DefaultArtifact(project.id() + ":pom:" + project.model().getVersion()))
                .setDependencies(described.getDependencies())
                .setManagedDependencies(described.getManagedDependencies());
    }

    private String words(Project project, Map<String, String> lines, DependencyCollectionException failure) {
        return failure.getResult().getExceptions().stream()
                .map(each -> words(project, lines, each))
                .distinct()
                .limit(MAX_WORDS)
                .collect(Collectors.joining("\n"));
    }

    private String words(Project project, Map<String, String> lines, Exception failure) {
        return Failures.cause(failure, VersionRangeResolutionException.class)
                .map(range -> range.getResult().getRequest().getArtifact())
                .map(wanted -> lines.getOrDefault(id(wanted), project.pom()) + ": " + Blame.absent(library, wanted))
                .orElse(project.pom() + ": " + failure.getMessage());
    }

    private void walk(DependencyNode node, String line, String through) {
        Artifact artifact = node.getArtifact();
        String scope = node.getDependency().getScope();
        if (scope.equals("system")) {
            // A jar from a path of whoever wrote that pom.
            return;
        }
        if (artifact.getExtension().equals("jar") && !library.workspace().has(artifact)) {
            add(new Wanted(artifact, scope, through.isEmpty() ? line : line + ", through " + through));
        }
        String path = through.isEmpty() ? name(artifact) : through + " → " + name(artifact);
        node.getChildren().forEach(child -> walk(child, line, path));
    }

    private static String id(Dependency dependency) {
        return dependency.getGroupId() + ":" + dependency.getArtifactId();
    }

    private static String id(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }

    private static String name(Artifact artifact) {
        return id(artifact) + ":" + artifact.getVersion();
    }

    private void add(Wanted wanted) {
        Wanted before = chosen.putIfAbsent(wanted.key(), wanted);
        if (before == null) {
            return;
        }
        if (!before.artifact().getVersion().equals(wanted.artifact().getVersion())) {
            notes.add(wanted.by() + ": all modules share one class path, so " + wanted.name() + " is "
                    + before.artifact().getVersion() + " here too, and not " + wanted.artifact().getVersion());
        }
        if (before.onlyForTests()) {
            chosen.put(wanted.key(), new Wanted(before.artifact(), wanted.scope(), before.by()));
        }
    }

    /** What Maven's own plugin for tests brings along: the launcher of the same JUnit, and engines for its API. */
    private void addWhatRunsTests() {
        accompany("org.junit.jupiter:junit-jupiter-api:", "org.junit.jupiter:junit-jupiter-engine");
        accompany("org.junit.platform:junit-platform-commons:", "org.junit.platform:junit-platform-engine");
        accompany("org.junit.platform:junit-platform-commons:", "org.junit.platform:junit-platform-launcher");
    }

    private void accompany(String key, String companion) {
        Wanted there = chosen.get(key);
        if (there == null || chosen.containsKey(companion + ":")) {
            return;
        }
        Artifact artifact = new DefaultArtifact(companion + ":" + there.artifact().getVersion());
        // Nobody asked for it, so that nothing is missing without it.
        if (library.online() || library.has(artifact)) {
            chosen.put(companion + ":", new Wanted(artifact, "test", there.by()));
        }
    }

    private void fetch() throws Ending {
        try {
            List<Artifact> artifacts = chosen.values().stream().map(Wanted::artifact).toList();
            for (Artifact artifact : library.files(artifacts)) {
                files.put(new Wanted(artifact, "", "").key(), artifact.getFile().toPath());
            }
        } catch (ArtifactResolutionException e) {
            throw Blame.ending(library, library.online() ? words(e) : "", e);
        }
    }

    private String words(ArtifactResolutionException failure) {
        return failure.getResults().stream()
                .filter(result -> !result.isResolved())
                .map(result -> chosen.get(new Wanted(result.getRequest().getArtifact(), "", "").key()))
                .map(wanted -> wanted.by() + ": " + Blame.absent(library, wanted.artifact()))
                .collect(Collectors.joining("\n"));
    }

    private String where(Project project, Dependency dependency) {
        InputLocation at = dependency.getLocation("");
        if (at == null || at.getSource() == null || at.getSource().getLocation() == null) {
            return project.pom();
        }
        Path pom = Path.of(at.getSource().getLocation());
        return pom.startsWith(root) ? root.relativize(pom) + ":" + at.getLineNumber() : project.pom();
    }
}
