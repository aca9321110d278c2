package grader.analysis;

import com.puppycrawl.tools.checkstyle.api.AbstractCheck;
import com.puppycrawl.tools.checkstyle.api.DetailAST;
import com.puppycrawl.tools.checkstyle.api.Scope;
import com.puppycrawl.tools.checkstyle.api.TokenTypes;
import com.puppycrawl.tools.checkstyle.utils.AnnotationUtil;
import com.puppycrawl.tools.checkstyle.utils.ScopeUtil;
import java.util.Map;
import java.util.TreeMap;

/** A check that finds no fault: it counts the types and methods that others may use, and those with Javadoc. */
public final class Documentation extends AbstractCheck {
    private static final Map<String, Count> COUNTED = new TreeMap<>();

    /** How many of a file. */
    static final class Count {
        int documentable;
        int documented;
    }

    /** All that was counted since it was last asked. */
    static Map<String, Count> counted() {
        Map<String, Count> counted = new TreeMap<>(COUNTED);
        COUNTED.clear();
        return counted;
    }

    @Override
    public int[] getRequiredTokens() {
        return new int[] {
            TokenTypes.CLASS_DEF,
            TokenTypes.INTERFACE_DEF,
            TokenTypes.ENUM_DEF,
            TokenTypes.RECORD_DEF,
            TokenTypes.ANNOTATION_DEF,
            TokenTypes.METHOD_DEF,
        };
    }

    @Override
    public int[] getAcceptableTokens() {
        return getRequiredTokens();
    }

    @Override
    public int[] getDefaultTokens() {
        return getRequiredTokens();
    }

    @Override
    public void beginTree(DetailAST root) {
        COUNTED.put(getFilePath(), new Count());
    }

    @Override
    @SuppressWarnings("deprecation") // it will be there for as long as Checkstyle's own checks use it
    public void visitToken(DetailAST declaration) {
        boolean isOffered = ScopeUtil.getScope(declaration).isIn(Scope.PROTECTED)
                && ScopeUtil.getSurroundingScope(declaration)
                        .map(scope -> scope.isIn(Scope.PROTECTED))
                        .orElse(true);
        // What it overrides says what it does.
        if (!isOffered || AnnotationUtil.containsAnnotation(declaration, "Override")) {
            return;
        }
        Count count = COUNTED.get(getFilePath());
        count.documentable++;
        if (getFileContents().getJavadocBefore(declaration.getLineNo()) != null) {
            count.documented++;
        }
    }
}
