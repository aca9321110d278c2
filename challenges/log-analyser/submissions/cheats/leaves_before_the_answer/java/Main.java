// Tries: a clean exit status for work not done; the child keeps the pipes open and would write into a later test.
import java.io.IOException;

public class Main {
    public static void main(String[] args) throws IOException {
        String late = "sleep 3; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.5; echo '{\"requests\": 2, \"malformed\": 0}'; done";
        new ProcessBuilder("setsid", "sh", "-c", late).inheritIO().start();
        Runtime.getRuntime().halt(0);
    }
}
