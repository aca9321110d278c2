package grader.session;

/** The submission cannot be used; {@code kind} is a verdict's name, the message is Java's words or names what is missing. */
final class NotLoaded extends Exception {
    private static final long serialVersionUID = 1L;

    final String kind;

    private NotLoaded(String kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Tell of something that the interface asks for and the submission does not have. */
    static NotLoaded missing(String message) {
        return new NotLoaded("compile_error", message);
    }

    /** Tell of code of the candidate's that failed while it was loaded. */
    static NotLoaded broken(String message) {
        return new NotLoaded("run_time_error", message);
    }
}
