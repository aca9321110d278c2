package com.example.cache;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The entries that have a lifetime, in the order in which they end. */
final class Deadlines {
    private static final Comparator<Entry> SOONEST_FIRST =
            Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::serial);

    private final NavigableSet<Entry> entries = new TreeSet<>(SOONEST_FIRST);

    void add(Entry entry) {
        if (entry.expires()) {
            entries.add(entry);
        }
    }

    void remove(Entry entry) {
        if (entry.expires()) {
            entries.remove(entry);
        }
    }

    /** Takes out an entry that is over by now, if there is one. */
    Optional<Entry> pollDue(long now) {
        if (entries.isEmpty() || entries.first().deadline() > now) {
            return Optional.empty();
        }
        return Optional.of(entries.pollFirst());
    }

    int size() {
        return entries.size();
    }
}
