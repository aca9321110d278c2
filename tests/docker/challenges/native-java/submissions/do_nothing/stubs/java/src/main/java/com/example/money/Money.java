package com.example.money;

public final class Money {
    private Money() {}

    public static long add(long a, long b) {
        throw new UnsupportedOperationException("not yet");
    }

    public static long[] split(long cents, int ways) {
        throw new UnsupportedOperationException("not yet");
    }

    public static long check(String text) {
        throw new UnsupportedOperationException("not yet");
    }
}
