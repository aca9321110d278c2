package grader.resolver;

import org.eclipse.aether.artifact.Artifact;

/**
 * A jar of the class path.
 *
 * @param artifact without its file
 * @param scope the scope that Maven derives for it
 * @param by the line that wants it, and through what
 */
record Wanted(Artifact artifact, String scope, String by) {
    boolean onlyForTests() {
        return scope.equals("test");
    }

    /** Whatever is the same but for its version. */
    String key() {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getClassifier();
    }

    String name() {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }
}
