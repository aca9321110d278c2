package com.example.money;

public final class Money {
    private Money() {}

    public static long add(long a, long b) {
        return a + b;
    }

    public static long[] split(long cents, int ways) {
        long[] shares = new long[ways];
        for (int number = 0; number < ways; number++) {
            shares[number] = cents / ways + (number < cents % ways ? 1 : 0);
        }
        return shares;
    }

    public static long parse(String text) {
        if (!text.matches("\\d+\\.\\d\\d")) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(text.replace(".", ""));
    }
}
