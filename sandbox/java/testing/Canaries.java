package grader.testing;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds, in test sources, the expected values that tests compare in a statement of their own, which nothing jumps over: where
 * a number or a text may be made wrong, so that the test must fail.
 *
 * <p>Arguments: paths of sources, which are parsed and nothing more. Prints a line for each place, its parts apart by tabs:
 * path, class, method, start and end in bytes, line, kind of literal.
 */
public final class Canaries {
    private static final Set<String> LITERALS = Set.of("INT_LITERAL", "LONG_LITERAL", "STRING_LITERAL");
    private static final Set<String> ALLOWED = Set.of("Test", "Tag", "DisplayName", "SuppressWarnings");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String text;
    private final List<String> found = new ArrayList<>();

    private Canaries(CompilationUnitTree unit, SourcePositions positions) throws IOException {
        this.unit = unit;
        this.positions = positions;
        text = unit.getSourceFile().getCharContent(true).toString();
    }

    /** Parse, look, print. */
    public static void main(String[] paths) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none");
            JavacTask task = (JavacTask)
                    javac.getTask(Writer.nullWriter(), files, null, options, null, files.getJavaFileObjects(paths));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Canaries canaries = new Canaries(unit, positions);
                String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
                unit.getTypeDecls().forEach(type -> canaries.lookIn(type, prefix));
                canaries.found.forEach(System.out::println);
            }
        }
    }

    private void lookIn(Tree tree, String prefix) {
        if (!(tree instanceof ClassTree type) || type.getModifiers().toString().contains("@Disabled")) {
            return;
        }
        String name = prefix + type.getSimpleName();
        for (Tree member : type.getMembers()) {
            lookIn(member, name + "$");
            if (member instanceof MethodTree method && isPlain(method)) {
                for (StatementTree statement : method.getBody().getStatements()) {
                    LiteralTree literal = expected(statement);
                    if (literal != null) {
                        add(name, method, literal);
                    }
                }
            }
        }
    }

    /** A test without parameters, under nothing that could keep it from running. */
    private static boolean isPlain(MethodTree method) {
        ModifiersTree modifiers = method.getModifiers();
        List<String> names = new ArrayList<>();
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            names.add(annotation.getAnnotationType().toString());
        }
        return names.contains("Test") && ALLOWED.containsAll(names) && method.getParameters().isEmpty() && method.getBody() != null;
    }

    /** The literal in {@code assertEquals(1, x)} or {@code assertThat(x).isEqualTo(1)}. */
    private static LiteralTree expected(StatementTree statement) {
        if (!(statement instanceof ExpressionStatementTree line)
                || !(line.getExpression() instanceof MethodInvocationTree call)) {
            return null;
        }
        List<? extends ExpressionTree> arguments = call.getArguments();
        String called = call.getMethodSelect().toString();
        boolean equals = called.matches("(Assertions\\.)?assertEquals") && arguments.size() >= 2;
        boolean fluent = call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("isEqualTo")
                && select.getExpression().toString().startsWith("assertThat(")
                && arguments.size() == 1;
        if (!equals && !fluent || equals && arguments.get(1) instanceof LiteralTree) {
            return null;
        }
        return arguments.get(0) instanceof LiteralTree literal && LITERALS.contains(literal.getKind().name()) ? literal : null;
    }

    private void add(String type, MethodTree method, LiteralTree literal) {
        int start = (int) positions.getStartPosition(unit, literal);
        int end = (int) positions.getEndPosition(unit, literal);
        found.add(String.join("\t", unit.getSourceFile().getName(), type, method.getName(), bytes(start), bytes(end),
                String.valueOf(unit.getLineMap().getLineNumber(start)), literal.getKind().name()));
    }

    private String bytes(int position) {
        return String.valueOf(text.substring(0, position).getBytes(StandardCharsets.UTF_8).length);
    }
}
