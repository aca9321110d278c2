package grader.resolver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource2;

/** A pom of the submission; a relative path in it leads to another pom.xml of the submission, or nowhere. */
final class PomFile extends FileModelSource {
    private final Path root;

    PomFile(File file, Path root) {
        super(file);
        this.root = root;
    }

    @Override
    public ModelSource2 getRelatedSource(String relative) {
        ModelSource2 found = super.getRelatedSource(relative);
        if (found instanceof FileModelSource source && source.getFile().getName().equals("pom.xml") && inside(source)) {
            return new PomFile(source.getFile(), root);
        }
        return null;
    }

    private boolean inside(FileModelSource source) {
        try {
            return source.getFile().toPath().toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
