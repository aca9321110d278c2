package grader.resolver;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.MetadataTransferException;

/** Tells whose trouble it is that something could not be had: the submission's, the registry's or the image's. */
final class Blame {
    private static final int SHOWN_VERSIONS = 5;

    private Blame() {}

    /** Turn a failure of the library's into an ending; {@code words} are for the submission's author. */
    static Ending ending(Library library, String words, Exception failure) {
        if (!library.online()) {
            List<String> lacking = lacking(library, failure);
            return lacking.isEmpty() ? Ending.notResolved(words) : Ending.missing(lacking);
        }
        Failures failures = library.failures();
        if (!failures.transfers().isEmpty()) {
            return ofTheWay(library, failures.transfers().get(0));
        }
        boolean nothing = failures.absent().size() + failures.refused().size() > 0 && !failures.fetched();
        if (nothing && !library.registryAnswers()) {
            return Ending.unreachable("The registry " + library.registryName()
                    + " has nothing, not even what every registry for Maven has.");
        }
        return Ending.notResolved(words);
    }

    /** What this image does not have, and an earlier look at a registry did not find either way. */
    static List<String> lacking(Library library, Exception failure) {
        Set<String> lacking = new LinkedHashSet<>(library.failures().absent());
        lacking.removeAll(library.nowhere());
        versions(failure).forEach(lacking::add);
        return List.copyOf(lacking);
    }

    /** Words about an artifact that the registry was asked for, with what it has in its place. */
    static String absent(Library library, Artifact artifact) {
        String what = Failures.coordinates(artifact);
        if (library.failures().refused().contains(what)) {
            return what + " is refused by the package registry.";
        }
        List<String> versions = versionsOf(library, artifact);
        if (versions.isEmpty()) {
            return what + " is not in the package registry, nor is any other version of it.";
        }
        List<String> newest = versions.subList(Math.max(0, versions.size() - SHOWN_VERSIONS), versions.size());
        return what + " is not in the package registry; the newest versions of it there are "
                + String.join(", ", newest.reversed()) + ".";
    }

    private static List<String> versionsOf(Library library, Artifact artifact) {
        try {
            return library.versions(artifact.getGroupId(), artifact.getArtifactId(), "[0,)").getVersions().stream()
                    .map(Object::toString)
                    .toList();
        } catch (VersionRangeResolutionException e) {
            return List.of();
        }
    }

    private static List<String> versions(Exception failure) {
        List<String> versions = new ArrayList<>();
        if (failure instanceof ModelBuildingException building) {
            for (ModelProblem problem : building.getProblems()) {
                if (problem.getException() instanceof UnresolvableModelException e) {
                    versions.add(e.getGroupId() + ":" + e.getArtifactId() + ":pom:" + e.getVersion());
                }
            }
        } else if (failure instanceof DependencyCollectionException collecting) {
            for (Exception each : collecting.getResult().getExceptions()) {
                Failures.cause(each, VersionRangeResolutionException.class).ifPresent(range ->
                        versions.add(Failures.coordinates(range.getResult().getRequest().getArtifact())));
            }
        }
        return versions;
    }

    private static Ending ofTheWay(Library library, Exception transfer) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = transfer; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (message.contains("No space left on device")) {
                return Ending.notResolved("The dependencies take more room than there is for them.");
            }
            boolean wrapper = cause instanceof ArtifactTransferException || cause instanceof MetadataTransferException;
            if (!wrapper && words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return Ending.unreachable("The registry " + library.registryName() + " cannot be used: "
                + (words.isEmpty() ? transfer.getMessage() : words));
    }
}
