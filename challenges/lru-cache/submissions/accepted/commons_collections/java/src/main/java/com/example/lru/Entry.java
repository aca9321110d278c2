package com.example.lru;

import java.util.Comparator;

/** A stored value and when it is over; the serial number tells entries apart that are over at the same time. */
record Entry(String key, long value, long deadline, long serial) implements Comparable<Entry> {
    static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<Entry> BY_DEADLINE =
            Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::serial);

    @Override
    public int compareTo(Entry other) {
        return BY_DEADLINE.compare(this, other);
    }
}
