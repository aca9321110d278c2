package com.example.lru;

import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.commons.collections4.map.LinkedMap;

/** An LRU cache with expiry: a linked map in the order of use, and a sorted set of what will expire. */
public class LruCache {
    private final long capacity;
    private final LongSupplier clock;
    private final LinkedMap<String, Entry> entries = new LinkedMap<>();
    private final TreeSet<Entry> expiring = new TreeSet<>();
    private long puts;

    public LruCache(long capacity) {
        this(capacity, sinceNow());
    }

    LruCache(long capacity, LongSupplier clock) {
        if (capacity < 0) {
            throw new IllegalArgumentException("negative capacity: " + capacity);
        }
        this.capacity = capacity;
        this.clock = clock;
    }

    public Long get(String key) {
        removeExpired();
        Entry entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        entries.put(key, entry); // the map keeps the order of insertion, so this makes it the last to go
        return entry.value();
    }

    public void put(String key, long value, Long ttlMs) {
        if (ttlMs != null && ttlMs < 1) {
            throw new IllegalArgumentException("not a lifetime: " + ttlMs);
        }
        removeExpired();
        remove(key);
        if (!entries.isEmpty() && entries.size() >= capacity) {
            remove(entries.firstKey());
        }
        if (capacity > 0) {
            add(new Entry(key, value, ttlMs == null ? Entry.NEVER : deadline(ttlMs), puts++));
        }
    }

    public int size() {
        removeExpired();
        return entries.size();
    }

    private void add(Entry entry) {
        entries.put(entry.key(), entry);
        if (entry.deadline() < Entry.NEVER) {
            expiring.add(entry);
        }
    }

    private void remove(String key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            expiring.remove(entry);
        }
    }

    private void removeExpired() {
        long now = clock.getAsLong();
        while (!expiring.isEmpty() && expiring.first().deadline() <= now) {
            remove(expiring.first().key());
        }
    }

    private long deadline(long ttlMs) {
        long now = clock.getAsLong();
        long ttl = TimeUnit.MILLISECONDS.toNanos(ttlMs);
        return ttl < Entry.NEVER - now ? now + ttl : Entry.NEVER;
    }

    /** A clock in nanoseconds that starts at 0, unlike the system's, which may be about to wrap. */
    private static LongSupplier sinceNow() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }
}
