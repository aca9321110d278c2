package com.example.cache;

import java.util.concurrent.TimeUnit;

/** Time that passes when a test says so. */
final class ManualTicker implements Ticker {
    private long nanos = Long.MAX_VALUE - 3; // System.nanoTime() may start anywhere and wrap

    @Override
    public long nanos() {
        return nanos;
    }

    void advance(long milliseconds) {
        nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }
}
