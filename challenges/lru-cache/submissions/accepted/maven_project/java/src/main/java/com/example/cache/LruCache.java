package com.example.cache;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** A cache of limited size that lets go of the least recently used entry and forgets entries whose time is over. */
public final class LruCache {
    private static final float USUAL_LOAD_FACTOR = 0.75f;

    private final long capacity;
    private final Ticker ticker;
    private final long start;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>(16, USUAL_LOAD_FACTOR, true);
    private final Deadlines deadlines = new Deadlines();
    private long stored;

    /**
     * Makes an empty cache.
     *
     * @throws IllegalArgumentException if the capacity is negative
     */
    public LruCache(long capacity) {
        this(capacity, Ticker.SYSTEM);
    }

    LruCache(long capacity, Ticker ticker) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be at least 0, but is " + capacity);
        }
        this.capacity = capacity;
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /** Returns the live value stored under the key and marks it as the most recently used. */
    public OptionalLong get(String key) {
        forgetExpired();
        Entry entry = entries.get(key); // in access order, finding is using
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.value());
    }

    /** Stores a value that does not expire. */
    public void put(String key, long value) {
        put(key, value, null);
    }

    /**
     * Stores a value, in place of the one that the key may have had.
     *
     * @param ttlMs its lifetime in milliseconds; null for one that does not expire
     * @throws IllegalArgumentException if the lifetime is not positive; nothing is changed then
     */
    public void put(String key, long value, Long ttlMs) {
        if (ttlMs != null && ttlMs <= 0) {
            throw new IllegalArgumentException("ttlMs must be at least 1, but is " + ttlMs);
        }
        forgetExpired();
        if (capacity == 0) {
            return;
        }
        Entry entry = new Entry(key, value, ttlMs == null ? Entry.NEVER : deadlineAfter(ttlMs), stored++);
        Entry replaced = entries.put(key, entry);
        deadlines.add(entry);
        if (replaced != null) {
            deadlines.remove(replaced);
        } else if (entries.size() > capacity) {
            deadlines.remove(entries.pollFirstEntry().getValue());
        }
    }

    /** Returns the number of live entries. */
    public int size() {
        forgetExpired();
        return entries.size();
    }

    /** Returns how many deadlines are kept, for a test that none stays behind. */
    int watched() {
        return deadlines.size();
    }

    private void forgetExpired() {
        long now = now();
        for (Optional<Entry> due = deadlines.pollDue(now); due.isPresent(); due = deadlines.pollDue(now)) {
            entries.remove(due.get().key());
        }
    }

    private long now() {
        return ticker.nanos() - start;
    }

    private long deadlineAfter(long ttlMs) {
        long now = now();
        return now + Math.min(TimeUnit.MILLISECONDS.toNanos(ttlMs), Entry.NEVER - now);
    }
}
