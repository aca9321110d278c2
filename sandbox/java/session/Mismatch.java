package grader.session;

/** A declared type that no value of could ever become the submission's Java type. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(Notation declared, String javaType) {
        super(declared + " is declared, which cannot become " + javaType, null, false, false);
    }
}
