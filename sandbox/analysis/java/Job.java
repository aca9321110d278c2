package grader.analysis;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be looked at.
 *
 * @param root the folder of the submission
 * @param build a folder with compiled classes, or an empty one
 * @param rules the folder of our configuration
 * @param paths the sources, relative to the root
 * @param seconds how long each tool may take
 */
record Job(String root, String build, String rules, List<String> paths, int seconds) {
    Path absolute(String path) {
        return Path.of(root, path);
    }

    /** The path of a file of the submission, as everybody else knows it. */
    String relative(String path) {
        return path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
    }

    String rules(String name) {
        return Path.of(rules, name).toString();
    }
}
