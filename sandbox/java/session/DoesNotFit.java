package grader.session;

/** A value of the suite's that the submission's own Java type cannot take; {@code where} leads to it. */
final class DoesNotFit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String where;

    DoesNotFit(String what) {
        this("", what);
    }

    private DoesNotFit(String where, String what) {
        super(what, null, false, false);
        this.where = where;
    }

    /** Give the same mistake as seen from the container around it. */
    DoesNotFit within(String step) {
        return new DoesNotFit(where.isEmpty() ? step : step + ", " + where, getMessage());
    }

    /** Say where and what: {@code argument words, item 3: nothing (null) does not fit in int}. */
    String told() {
        return where.isEmpty() ? getMessage() : where + ": " + getMessage();
    }
}
