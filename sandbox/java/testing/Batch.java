package grader.testing;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles many small submissions in one machine, because starting one for each takes longer than compiling.
 *
 * <p>A line on stdin for each, its parts apart by tabs: the options, then {@code --}, then the sources. Prints {@code yes} or
 * {@code no} for each. Nothing of the submissions runs in here.
 */
public final class Batch {
    private Batch() {}

    /** Compile what each line asks for. */
    public static void main(String[] arguments) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        FileInputStream stdin = new FileInputStream(FileDescriptor.in);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stdin, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                List<String> parts = List.of(line.split("\t"));
                int middle = parts.indexOf("--");
                boolean compiled = compiled(javac, parts.subList(0, middle), parts.subList(middle + 1, parts.size()));
                System.out.println(compiled ? "yes" : "no");
            }
        }
    }

    private static boolean compiled(JavaCompiler javac, List<String> options, List<String> sources) throws IOException {
        DiagnosticCollector<JavaFileObject> ignored = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(ignored, Locale.ROOT, StandardCharsets.UTF_8)) {
            return javac.getTask(
                            Writer.nullWriter(), files, ignored, options, null, files.getJavaFileObjectsFromStrings(sources))
                    .call();
        } catch (IllegalArgumentException | IllegalStateException error) {
            return false;
        }
    }
}
