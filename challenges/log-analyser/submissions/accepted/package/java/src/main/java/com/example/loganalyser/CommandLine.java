package com.example.loganalyser;

import java.util.List;

/**
 * What the arguments ask for.
 *
 * @param top the length of the rankings
 * @param inputs names of files, or {@link #STANDARD_INPUT}; at least one
 */
record CommandLine(long top, List<String> inputs) {
    static final String USAGE = "usage: log-analyser [--top N] [FILE...]";
    static final String STANDARD_INPUT = "-";

    private static final long DEFAULT_TOP = 10;

    /** Reads options, which stand before files; {@code IllegalArgumentException} says what is wrong with them. */
    static CommandLine parse(String... args) {
        long top = DEFAULT_TOP;
        int next = 0;
        while (next < args.length && isOption(args[next])) {
            if (!args[next].equals("--top")) {
                throw new IllegalArgumentException("unknown option " + args[next]);
            }
            top = wholeNumber(next + 1 < args.length ? args[next + 1] : "");
            next += 2;
        }
        List<String> inputs = List.of(args).subList(next, args.length);
        return new CommandLine(top, inputs.isEmpty() ? List.of(STANDARD_INPUT) : inputs);
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("-") && !argument.equals(STANDARD_INPUT);
    }

    private static long wholeNumber(String text) {
        if (!text.matches("0*[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("--top needs a whole number of at least 1, not \"" + text + "\"");
        }
        return Long.parseLong(text);
    }
}
