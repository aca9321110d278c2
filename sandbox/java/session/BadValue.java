package grader.session;

/** Something that cannot cross between the boxes: nested too deeply, or not of the value format. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
        super(message, null, false, false);
    }
}
