package org.junit.jupiter.api;

public final class Assertions {
    private Assertions() {}

    public static void assertEquals(long expected, long actual) {}
}
