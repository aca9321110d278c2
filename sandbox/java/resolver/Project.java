package grader.resolver;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;

/**
 * One module of a submission.
 *
 * @param path its folder, as seen from the submission; empty for the submission itself
 * @param model everything that its pom says, with what it inherits
 */
record Project(String path, Model model) {
    String pom() {
        return path.isEmpty() ? "pom.xml" : path + "/pom.xml";
    }

    String id() {
        return model.getGroupId() + ":" + model.getArtifactId();
    }

    Map<String, Object> described(Path root) {
        Build build = model.getBuild();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("path", path);
        described.put("packaging", model.getPackaging());
        described.put("sources", relative(root, build.getSourceDirectory()));
        described.put("test_sources", relative(root, build.getTestSourceDirectory()));
        described.put("resources", folders(root, build.getResources()));
        described.put("test_resources", folders(root, build.getTestResources()));
        return described;
    }

    private static List<String> folders(Path root, List<Resource> resources) {
        return resources.stream().map(resource -> relative(root, resource.getDirectory())).distinct().toList();
    }

    /** A folder outside of the submission becomes one that is not there; the empty path would be the submission. */
    private static String relative(Path root, String folder) {
        Path absolute = root.resolve(folder).normalize();
        return absolute.startsWith(root) ? root.relativize(absolute).toString() : "outside-of-the-submission";
    }
}
