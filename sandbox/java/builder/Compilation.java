package grader.builder;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One run of javac over the sources of a request, and what it learnt of the classes without loading any. */
final class Compilation {
    private final Request request;
    private final String root;
    private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

    /** Top-level classes: full names by simple name. */
    final Map<String, List<String>> names = new TreeMap<>();

    /** Classes with {@code public static void main(String[])}. */
    final List<String> mains = new ArrayList<>();

    /** Classes that have a static method for every declared function. */
    final List<String> holders = new ArrayList<>();

    Compilation(Request request) {
        this.request = request;
        root = request.one("root") + "/";
    }

    /** Compile; the errors in javac's words, or nothing. */
    String run() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjectsFromStrings(request.all("sources"));
            JavacTask task = (JavacTask)
                    javac.getTask(Writer.nullWriter(), files, found, request.all("options"), null, sources);
            return compiled(task);
        } catch (IllegalArgumentException error) {
            return "javac refuses its options: " + error.getMessage();
        } catch (RuntimeException | Error error) {
            return gaveUp(error);
        }
    }

    private String compiled(JavacTask task) throws IOException {
        task.addTaskListener(new Learning());
        String refused = refused(task.parse());
        if (!refused.isEmpty()) {
            return refused;
        }
        if (!failed()) {
            task.analyze();
        }
        if (!failed()) {
            task.generate();
        }
        return words();
    }

    private boolean failed() {
        return found.getDiagnostics().stream().anyMatch(one -> one.getKind() == Diagnostic.Kind.ERROR);
    }

    /** Javac's own troubles arrive wrapped, and its words about them are for its developers. */
    private static String gaveUp(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String advice = cause instanceof StackOverflowError ? " An expression or a type is nested too deeply." : "";
        return "The compiler gave up: " + cause + "." + advice;
    }

    // ── what javac says ──

    private String words() {
        StringBuilder text = new StringBuilder();
        for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                text.append(one.toString().replace(root, "")).append('\n');
            }
        }
        return text.toString();
    }

    // ── what we refuse ourselves: names that are not the submission's to give ──

    private String refused(Iterable<? extends CompilationUnitTree> units) {
        List<String> refused = new ArrayList<>();
        for (CompilationUnitTree unit : units) {
            String name = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            for (String reserved : request.all("reserved")) {
                if ((name + ".").startsWith(reserved + ".")) {
                    refused.add(path(unit.getSourceFile()) + ": the package " + name + " is not the submission's to use ("
                            + reserved + ".* is reserved). Rename it.");
                }
            }
        }
        refused.addAll(twice(units));
        return String.join("\n", refused);
    }

    private List<String> twice(Iterable<? extends CompilationUnitTree> units) {
        Map<String, String> first = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (CompilationUnitTree unit : units) {
            String name = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
            String path = path(unit.getSourceFile());
            for (Tree tree : unit.getTypeDecls()) {
                if (tree instanceof ClassTree declared) {
                    String other = first.putIfAbsent(name + declared.getSimpleName(), path);
                    if (other != null) {
                        twice.add("The class " + name + declared.getSimpleName() + " is there twice: in " + other + " and in "
                                + path + ". Keep one.");
                    }
                }
            }
        }
        return twice;
    }

    private String path(JavaFileObject file) {
        return file.getName().replace(root, "");
    }

    // ── what there is to call ──

    private final class Learning implements TaskListener {
        private final Set<String> seen = new HashSet<>();

        @Override
        public void finished(TaskEvent event) {
            TypeElement type = event.getKind() == TaskEvent.Kind.ANALYZE ? event.getTypeElement() : null;
            if (type == null || type.getNestingKind().isNested() || !seen.add(type.getQualifiedName().toString())) {
                return;
            }
            String name = type.getQualifiedName().toString();
            names.computeIfAbsent(type.getSimpleName().toString(), simple -> new ArrayList<>()).add(name);
            Set<String> statics = new HashSet<>();
            for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                if (method.getModifiers().contains(Modifier.STATIC)) {
                    statics.add(method.getSimpleName().toString());
                    if (isMain(method)) {
                        mains.add(name);
                    }
                }
            }
            if (type.getKind() != ElementKind.INTERFACE && statics.containsAll(request.all("functions"))) {
                holders.add(name);
            }
        }

        private boolean isMain(ExecutableElement method) {
            return method.getSimpleName().contentEquals("main")
                    && method.getModifiers().contains(Modifier.PUBLIC)
                    && method.getReturnType().toString().equals("void")
                    && method.getParameters().size() == 1
                    && method.getParameters().get(0).asType().toString().matches("java\\.lang\\.String(\\[]|\\.\\.\\.)");
        }
    }
}
