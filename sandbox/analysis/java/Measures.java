package grader.analysis;

import java.util.ArrayList;
import java.util.List;
import net.sourceforge.pmd.lang.LanguageRegistry;
import net.sourceforge.pmd.lang.document.TextDocument;
import net.sourceforge.pmd.lang.java.ast.ASTExecutableDeclaration;
import net.sourceforge.pmd.lang.java.ast.ASTTypeDeclaration;
import net.sourceforge.pmd.lang.java.ast.JavaNode;
import net.sourceforge.pmd.lang.java.metrics.JavaMetrics;
import net.sourceforge.pmd.lang.java.rule.AbstractJavaRulechainRule;
import net.sourceforge.pmd.lang.metrics.Metric;
import net.sourceforge.pmd.lang.metrics.MetricsUtil;

/**
 * A rule that no code breaks: it notes PMD's own measures of every method with a body, whatever is annotated there.
 *
 * <p>PMD makes copies of a rule, so what was noted belongs to the class.
 */
public final class Measures extends AbstractJavaRulechainRule {
    private static final List<Method> TAKEN = new ArrayList<>();

    public Measures() {
        super(ASTExecutableDeclaration.class);
        setName("Measures");
        setMessage("");
        setLanguage(LanguageRegistry.PMD.getLanguageById("java"));
    }

    /** All that was noted since it was last asked. */
    static List<Method> taken() {
        List<Method> taken = List.copyOf(TAKEN);
        TAKEN.clear();
        return taken;
    }

    @Override
    public Object visitJavaNode(JavaNode node, Object data) {
        if (node instanceof ASTExecutableDeclaration method && method.getBody() != null) {
            // What is reported of a method is the line of its name, at its end as well.
            TextDocument text = method.getTextDocument();
            TAKEN.add(new Method(
                    text.getFileId().getAbsolutePath(),
                    owner(method) + method.getName(),
                    method.getBeginLine(),
                    text.toLocation(method.getTextRegion()).getEndLine(),
                    measured(JavaMetrics.CYCLO, method),
                    measured(JavaMetrics.COGNITIVE_COMPLEXITY, method),
                    method.getArity()));
        }
        return data;
    }

    private static int measured(
            Metric<? super ASTExecutableDeclaration, Integer> metric, ASTExecutableDeclaration method) {
        return MetricsUtil.computeMetric(metric, method);
    }

    private static String owner(ASTExecutableDeclaration method) {
        return method.ancestors(ASTTypeDeclaration.class)
                .toStream()
                .map(type -> type.getSimpleName() + ".")
                .filter(name -> name.length() > 1) // an anonymous class has none
                .findFirst()
                .orElse("");
    }

    /** What was measured of one method. */
    record Method(
            String path, String name, int line, int endLine, int cyclomatic, int cognitive, int parameters) {
        Object[] row(Job job) {
            return new Object[] {
                "path", job.relative(path),
                "name", name,
                "line", line,
                "end_line", endLine,
                "cyclomatic", cyclomatic,
                "cognitive", cognitive,
                "parameters", parameters
            };
        }
    }
}
