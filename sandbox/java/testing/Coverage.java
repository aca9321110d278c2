package grader.testing;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * Adds up what JaCoCo recorded: prints lines and branches of each source file as one JSON list; runs nothing of it.
 *
 * <p>Arguments: the file that the agent wrote, and the folder of the classes.
 */
public final class Coverage {
    private static final int MAX_LINES = 5_000;

    private Coverage() {}

    /** Read, analyse, print. */
    public static void main(String[] arguments) throws IOException {
        ExecFileLoader recorded = new ExecFileLoader();
        File file = new File(arguments[0]);
        if (file.isFile()) {
            recorded.load(file);
        }
        CoverageBuilder found = new CoverageBuilder();
        new Analyzer(recorded.getExecutionDataStore(), found).analyzeAll(new File(arguments[1]));
        List<String> files = new ArrayList<>();
        for (ISourceFileCoverage source : found.getSourceFiles()) {
            files.add(json(source));
        }
        System.out.print("[" + String.join(",", files) + "]");
    }

    private static String json(ISourceFileCoverage source) {
        ICounter lines = source.getLineCounter();
        ICounter branches = source.getBranchCounter();
        String folder = source.getPackageName().isEmpty() ? "" : source.getPackageName() + "/";
        List<String> uncovered = new ArrayList<>();
        for (int line = source.getFirstLine(); line <= source.getLastLine() && uncovered.size() < MAX_LINES; line++) {
            if (source.getLine(line).getStatus() == ICounter.NOT_COVERED) {
                uncovered.add(String.valueOf(line));
            }
        }
        return "{\"path\":\"" + (folder + source.getName()).replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"lines\":" + lines.getTotalCount() + ",\"covered_lines\":" + lines.getCoveredCount()
                + ",\"branches\":" + branches.getTotalCount() + ",\"covered_branches\":" + branches.getCoveredCount()
                + ",\"uncovered\":[" + String.join(",", uncovered) + "]}";
    }
}
