/**
 * One program.
 *
 * <p>Prints the sum of its arguments; every language meets every verdict here.
 */
public class Main {
    /** Do what the brief asks; {@code System.exit} gives the exit code. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
