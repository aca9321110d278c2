package grader.resolver;

import java.io.File;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;

/** Finds the poms that a pom builds on: among the submission's own, then in the library; nowhere that a pom names. */
final class Parents implements ModelResolver {
    private final Library library;
    private final Map<String, PomFile> own;

    /** The submission's own are known by what {@link #key} says of them. */
    Parents(Library library, Map<String, PomFile> own) {
        this.library = library;
        this.own = own;
    }

    /** A version that is a property has no value yet, so that any will do. */
    static String key(String group, String artifact, String version) {
        return group + ":" + artifact + ":" + (version == null || version.contains("${") ? "" : version);
    }

    @Override
    public ModelSource2 resolveModel(String group, String artifact, String version) throws UnresolvableModelException {
        PomFile here = own.getOrDefault(key(group, artifact, version), own.get(key(group, artifact, null)));
        if (here != null) {
            return here;
        }
        try {
            File pom = library.pom(group, artifact, version);
            return new FileModelSource(pom);
        } catch (ArtifactResolutionException e) {
            throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
        }
    }

    @Override
    public ModelSource2 resolveModel(Parent parent) throws UnresolvableModelException {
        parent.setVersion(newest(parent.getGroupId(), parent.getArtifactId(), parent.getVersion()));
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public ModelSource2 resolveModel(Dependency bom) throws UnresolvableModelException {
        bom.setVersion(newest(bom.getGroupId(), bom.getArtifactId(), bom.getVersion()));
        return resolveModel(bom.getGroupId(), bom.getArtifactId(), bom.getVersion());
    }

    private String newest(String group, String artifact, String range) throws UnresolvableModelException {
        try {
            VersionRangeResult result = library.versions(group, artifact, range);
            if (result.getHighestVersion() == null) {
                throw new UnresolvableModelException(
                        "no version of " + group + ":" + artifact + " is in " + range, group, artifact, range);
            }
            return result.getHighestVersion().toString();
        } catch (VersionRangeResolutionException e) {
            throw new UnresolvableModelException(e.getMessage(), group, artifact, range, e);
        }
    }

    @Override
    public void addRepository(Repository repository) {
        // Theirs are not asked; Notes tells them so.
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        // As above.
    }

    @Override
    public ModelResolver newCopy() {
        return this;
    }
}
