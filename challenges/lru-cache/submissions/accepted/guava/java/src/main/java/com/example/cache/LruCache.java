package com.example.cache;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ticker;
import com.google.common.math.LongMath;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An LRU cache with expiry.
 *
 * <p>A linked hash map in access order knows which entry was used least recently, a sorted map from deadlines to keys
 * which lifetime ends first. Both always hold the same entries, so nothing out of date has to be recognised or cleared away.
 */
public final class LruCache {
    private static final long NEVER = Long.MAX_VALUE;

    private final long capacity;
    private final Ticker ticker;
    private final long start;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final NavigableMap<Long, String> keysByDeadline = new TreeMap<>();

    private record Entry(long value, long deadline) {}

    public LruCache(long capacity) {
        this(capacity, Ticker.systemTicker());
    }

    LruCache(long capacity, Ticker ticker) {
        checkArgument(capacity >= 0, "capacity must not be negative: %s", capacity);
        this.capacity = capacity;
        this.ticker = ticker;
        this.start = ticker.read();
    }

    /** The live value of a key, or null. */
    public Long get(String key) {
        dropExpired();
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Stores a value for so many milliseconds, or without end where they are null. */
    public void put(String key, long value, Long ttlMs) {
        checkArgument(ttlMs == null || ttlMs > 0, "ttlMs must be positive: %s", ttlMs);
        if (capacity == 0) {
            return;
        }
        dropExpired();
        remove(key);
        if (entries.size() == capacity) {
            remove(entries.firstEntry().getKey());
        }
        long deadline = ttlMs == null ? NEVER : freeDeadline(ttlMs);
        entries.put(key, new Entry(value, deadline));
        if (deadline != NEVER) {
            keysByDeadline.put(deadline, key);
        }
    }

    /** The number of live entries. */
    public int size() {
        dropExpired();
        return entries.size();
    }

    private void dropExpired() {
        NavigableMap<Long, String> due = keysByDeadline.headMap(now(), true);
        while (!due.isEmpty()) {
            entries.remove(due.pollFirstEntry().getValue());
        }
    }

    /** The end of a lifetime from now on, some nanoseconds later where that is another entry's already. */
    private long freeDeadline(long ttlMs) {
        long deadline = LongMath.saturatedAdd(now(), TimeUnit.MILLISECONDS.toNanos(ttlMs));
        while (keysByDeadline.containsKey(deadline)) {
            deadline++;
        }
        return deadline;
    }

    private void remove(String key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            keysByDeadline.remove(entry.deadline());
        }
    }

    private long now() {
        return ticker.read() - start;
    }
}
