package grader.resolver;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Model;
import org.apache.maven.repository.internal.MavenWorkspaceReader;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceRepository;

/** The submission's own modules: whoever depends on one gets its pom, and its sources in the place of a jar. */
final class Workspace implements MavenWorkspaceReader {
    private final WorkspaceRepository repository = new WorkspaceRepository("submission");
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final List<Path> known;

    /** Versions that lie in the repositories of {@code known} count as all the versions that there are. */
    Workspace(List<Path> known) {
        this.known = known;
    }

    void add(Model model) {
        models.put(key(model.getGroupId(), model.getArtifactId(), model.getVersion()), model);
    }

    boolean has(Artifact artifact) {
        return models.containsKey(key(artifact));
    }

    @Override
    public Model findModel(Artifact artifact) {
        return models.get(key(artifact));
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public File findArtifact(Artifact artifact) {
        Model model = models.get(key(artifact));
        return model != null && artifact.getExtension().equals("pom") ? model.getPomFile() : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        List<String> versions = new ArrayList<>();
        for (Model model : models.values()) {
            if (model.getGroupId().equals(artifact.getGroupId())
                    && model.getArtifactId().equals(artifact.getArtifactId())) {
                versions.add(model.getVersion());
            }
        }
        String folder = artifact.getGroupId().replace('.', '/') + "/" + artifact.getArtifactId();
        for (Path each : known) {
            String[] names = each.resolve(folder).toFile().list((in, name) -> new File(in, name).isDirectory());
            versions.addAll(names == null ? List.of() : List.of(names));
        }
        return versions;
    }

    private static String key(Artifact artifact) {
        return key(artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion());
    }

    private static String key(String group, String artifact, String version) {
        return group + ":" + artifact + ":" + version;
    }
}
