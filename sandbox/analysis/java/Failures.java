package grader.analysis;

/** What went wrong with hostile code, in few words. */
final class Failures {
    private Failures() {}

    /** Where one error was wrapped into another, the first that has anything to say tells what happened. */
    static String words(Throwable error, Job job) {
        Throwable telling = error;
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof StackOverflowError) {
                return "nested too deeply";
            }
            if (each instanceof OutOfMemoryError) {
                return "took more memory than there is";
            }
            telling = each.getMessage() == null ? telling : each;
        }
        String message = telling.getMessage() == null ? "" : telling.getMessage().lines().findFirst().orElse("");
        return (telling.getClass().getSimpleName() + ": " + message).replace(job.root() + "/", "");
    }
}
