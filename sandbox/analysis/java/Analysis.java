package grader.analysis;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs PMD, Checkstyle and SpotBugs side by side in one machine: reads a line of JSON, prints one, and so on.
 *
 * <p>Each has a thread of its own. What becomes of one of them, the others' findings are there.
 */
public final class Analysis {
    /** Of the stack of each tool: parsers and visitors call themselves for every level that code is nested. */
    private static final long STACK_BYTES = 64L << 20;

    private Analysis() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream output = System.out;
        // Whatever a library prints must not stand before the answer.
        System.setOut(System.err);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.write(answer(new Gson().fromJson(line, Job.class)).getBytes(StandardCharsets.UTF_8));
            output.flush();
        }
        // Whoever is late goes on for as long as it likes, and is not waited for.
        Runtime.getRuntime().halt(0);
    }

    private static String answer(Job job) throws InterruptedException {
        List<Running> running = List.of(
                new Running("spotbugs", job, Bytecode::examine),
                new Running("pmd", job, Sources::examine),
                new Running("checkstyle", job, Style::examine));
        running.forEach(Running::start);
        long until = System.nanoTime() + job.seconds() * 1_000_000_000L;
        Found all = new Found();
        for (Running each : running) {
            all.add(each.outcome(until));
        }
        String version = "PMD %s, Checkstyle %s, SpotBugs %s"
                .formatted(Sources.version(), Style.version(), Bytecode.version());
        return new Gson().toJson(all.told(version)) + "\n";
    }

    /** A way to look at a job. */
    interface Tool {
        void examine(Job job, Found found) throws Exception;
    }

    /** A tool at work in a thread of its own. */
    private static final class Running {
        private final String name;
        private final int seconds;
        private final Thread thread;
        private final Found found = new Found();
        private volatile String failure = "";

        Running(String name, Job job, Tool tool) {
            this.name = name;
            this.seconds = job.seconds();
            this.thread = new Thread(null, () -> run(job, tool), name, STACK_BYTES);
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        private void run(Job job, Tool tool) {
            try {
                tool.examine(job, found);
            } catch (Throwable e) { // whatever it is, the others go on
                failure = Failures.words(e, job);
            }
        }

        /** All that it found, or why there is nothing. */
        Found outcome(long until) throws InterruptedException {
            thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                // Its lists may still be written to.
                return new Found().unread(name, "", "did not finish within " + seconds + " s");
            }
            return failure.isEmpty() ? found : found.unread(name, "", failure);
        }
    }
}
