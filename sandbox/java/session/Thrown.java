package grader.session;

import java.lang.reflect.InvocationTargetException;

/** What code of the candidate's threw while we were calling it by reflection: thrown on, as it was. */
final class Thrown {
    private Thrown() {}

    /** Throw it; the result is for the compiler, which then knows that nothing comes after. */
    static RuntimeException on(InvocationTargetException error) {
        return Thrown.<RuntimeException>unchecked(error.getTargetException());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException unchecked(Throwable error) throws T {
        throw (T) error;
    }
}
