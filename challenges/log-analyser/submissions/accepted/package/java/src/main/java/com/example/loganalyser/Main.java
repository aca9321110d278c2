package com.example.loganalyser;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command: reads its arguments and inputs, prints the report, and says how it went by its exit code. */
public final class Main {
    static final int OK = 0;
    static final int UNUSABLE = 2;
    static final int DAMAGED = 3;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Main(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(new Main(System.in, System.out, System.err).run(args));
    }

    int run(String... args) {
        Tally tally = new Tally();
        CommandLine command;
        try {
            command = CommandLine.parse(args);
        } catch (IllegalArgumentException error) {
            return fail(error.getMessage() + "\n" + CommandLine.USAGE, UNUSABLE);
        }
        for (String name : command.inputs()) {
            try (InputStream input = open(name)) {
                count(input, tally);
            } catch (DamagedGzipException error) {
                return fail(name + ": " + error.getMessage(), DAMAGED);
            } catch (IOException error) {
                return fail(name + ": " + error.getMessage(), UNUSABLE);
            }
        }
        print(tally.report(command.top()));
        return OK;
    }

    private InputStream open(String name) throws IOException {
        return name.equals(CommandLine.STANDARD_INPUT) ? in : new FileInputStream(name);
    }

    private static void count(InputStream input, Tally tally) throws IOException {
        LineReader lines = new LineReader(GzipStream.unpacked(input));
        for (Line line = lines.next(); line != null; line = lines.next()) {
            tally.add(line);
        }
    }

    private void print(Report report) {
        out.writeBytes((JsonWriter.write(report) + "\n").getBytes(StandardCharsets.UTF_8)); // whatever the locale
        out.flush();
        if (report.malformed() > 0) {
            err.println(report.malformed() + " malformed lines");
        }
    }

    private int fail(String message, int exitCode) {
        err.println(message);
        return exitCode;
    }
}
