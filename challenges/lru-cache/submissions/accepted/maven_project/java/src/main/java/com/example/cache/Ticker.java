package com.example.cache;

/** A source of time that never jumps. */
@FunctionalInterface
interface Ticker {
    /** The clock of the running machine. */
    Ticker SYSTEM = System::nanoTime;

    /** Returns nanoseconds since a moment that is fixed, but arbitrary. */
    long nanos();
}
