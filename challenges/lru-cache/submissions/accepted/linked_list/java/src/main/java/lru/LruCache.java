package lru;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds at most {@code capacity} live entries; the least recently used one goes first. */
public final class LruCache {
    private final long capacity;
    private final LongSupplier nanoClock;
    private final long start;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Recency recency = new Recency();
    private final Expiry expiry = new Expiry();

    public LruCache(long capacity) {
        this(capacity, System::nanoTime);
    }

    /** For tests, which move the time by hand. */
    LruCache(long capacity, LongSupplier nanoClock) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be 0 or more, not " + capacity);
        }
        this.capacity = capacity;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** Returns the live value stored under a key, which counts as a use of it, or null. */
    public Long get(String key) {
        removeExpired();
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        recency.use(entry);
        return entry.value;
    }

    /** Stores a value under a key, for a limited time unless {@code ttlMs} is null. */
    public void put(String key, long value, Long ttlMs) {
        if (ttlMs != null && ttlMs <= 0) {
            throw new IllegalArgumentException("ttlMs must be greater than 0, not " + ttlMs);
        }
        removeExpired();
        Entry known = entries.get(key);
        if (known != null) {
            remove(known);
        } else if (!entries.isEmpty() && entries.size() >= capacity) {
            remove(recency.oldest());
        }
        if (capacity > 0) {
            add(new Entry(key, value, ttlMs == null ? Entry.NEVER : deadlineIn(ttlMs)));
        }
    }

    /** Returns how many entries are live. */
    public int size() {
        removeExpired();
        return entries.size();
    }

    /** Nanoseconds since the cache was made; they start at 0, so that no sum or comparison has to mind a wrap. */
    private long now() {
        return nanoClock.getAsLong() - start;
    }

    private long deadlineIn(long ttlMs) {
        long now = now();
        long ttl = TimeUnit.MILLISECONDS.toNanos(ttlMs); // at most Long.MAX_VALUE, which is 292 years
        return ttl < Entry.NEVER - now ? now + ttl : Entry.NEVER;
    }

    private void removeExpired() {
        long now = now();
        for (Entry due = expiry.nextDue(now); due != null; due = expiry.nextDue(now)) {
            remove(due);
        }
    }

    private void add(Entry entry) {
        entries.put(entry.key, entry);
        recency.add(entry);
        if (entry.deadline < Entry.NEVER) {
            expiry.add(entry);
        }
    }

    private void remove(Entry entry) {
        entries.remove(entry.key);
        recency.remove(entry);
        expiry.remove(entry);
    }
}
