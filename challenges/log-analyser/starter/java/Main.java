/**
 * Access log analyser.
 *
 * <p>A command that streams access logs, plain or gzipped, and prints one JSON report.
 */
public class Main {
    /** Do what the brief asks; {@code System.exit} gives the exit code. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
