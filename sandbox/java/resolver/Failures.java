package grader.resolver;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.http.client.HttpResponseException;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.MetadataNotFoundException;

/** Remembers what was asked for and not had: the library's own exceptions reach us wrapped, shortened or not at all. */
final class Failures extends AbstractRepositoryListener {
    /** Statuses that speak of one artifact. Others speak of the registry, or of us as its guest. */
    private static final Set<Integer> REFUSALS = Set.of(403, 410, 451);

    private final Set<String> absent = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final List<Exception> transfers = new ArrayList<>();
    private boolean fetched;

    @Override
    public synchronized void artifactResolved(RepositoryEvent event) {
        if (event.getArtifact().getFile() == null) {
            event.getExceptions().forEach(failure -> note(coordinates(event.getArtifact()), failure));
        }
    }

    @Override
    public synchronized void metadataResolved(RepositoryEvent event) {
        event.getExceptions().stream()
                .filter(failure -> !(failure instanceof MetadataNotFoundException))
                .forEach(failure -> note(event.getMetadata().toString(), failure));
    }

    @Override
    public synchronized void artifactDownloaded(RepositoryEvent event) {
        fetched |= event.getException() == null;
    }

    private void note(String what, Exception failure) {
        if (failure instanceof ArtifactNotFoundException) {
            absent.add(what);
        } else if (cause(failure, HttpResponseException.class).map(HttpResponseException::getStatusCode)
                .filter(REFUSALS::contains).isPresent()) {
            refused.add(what);
        } else {
            transfers.add(failure);
        }
    }

    /** The artifacts that exist nowhere where they were looked for. */
    synchronized Set<String> absent() {
        return new LinkedHashSet<>(absent);
    }

    /** The artifacts that the registry has words of its own about. */
    synchronized Set<String> refused() {
        return new LinkedHashSet<>(refused);
    }

    /** What went wrong on the way. */
    synchronized List<Exception> transfers() {
        return List.copyOf(transfers);
    }

    /** Whether the registry has given anything. */
    synchronized boolean fetched() {
        return fetched;
    }

    static String coordinates(Artifact artifact) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        String extension = artifact.getExtension().equals("jar") ? "" : ":" + artifact.getExtension();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + extension + classifier + ":"
                + artifact.getVersion();
    }

    /** The first of a failure's causes that is of a kind. */
    static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        Throwable found = failure;
        while (found != null && !kind.isInstance(found)) {
            found = found.getCause();
        }
        return Optional.ofNullable(kind.cast(found));
    }
}
