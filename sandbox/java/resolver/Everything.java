package grader.resolver;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Fills the built-in repository: every version that any pom below a project names, won or lost, so that whatever a
 * submission picks from among them resolves without a registry.
 */
final class Everything {
    private final Map<String, Artifact> found = new LinkedHashMap<>();
    private final Set<List<DependencyNode>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Everything() {}

    static List<String> fetch(List<Project> projects, Library library)
            throws DependencyCollectionException, ArtifactResolutionException {
        Everything everything = new Everything();
        for (Project project : projects) {
            everything.walk(library.collect(ClassPaths.request(project, library)).getChildren());
        }
        library.files(List.copyOf(everything.found.values()));
        return List.copyOf(everything.found.keySet());
    }

    private void walk(List<DependencyNode> nodes) {
        // The same list hangs below every node of the same artifact.
        if (!seen.add(nodes)) {
            return;
        }
        for (DependencyNode node : nodes) {
            if (node.getArtifact().getExtension().equals("jar") && !node.getDependency().getScope().equals("system")) {
                found.putIfAbsent(Failures.coordinates(node.getArtifact()), node.getArtifact());
            }
            walk(node.getChildren());
        }
    }
}
