package com.example.cache;

/**
 * A stored value.
 *
 * @param deadline the nanosecond at which it is over, or {@link #NEVER}
 * @param serial tells it from every other entry of its cache
 */
record Entry(String key, long value, long deadline, long serial) {
    static final long NEVER = Long.MAX_VALUE;

    boolean expires() {
        return deadline != NEVER;
    }
}
