import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** An LRU cache whose entries may expire. */
public final class LruCache {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long START = System.nanoTime();

    private final long capacity;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>(); // least recently used first

    /** A value and the moment from which it no longer counts. */
    private record Entry(long value, long deadline) {}

    /** An empty cache for at most {@code capacity} entries. */
    public LruCache(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.capacity = capacity;
    }

    /** The live value of a key, or null; a value found becomes the most recently used. */
    public Long get(String key) {
        dropIfExpired(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        entries.putLast(key, entry);
        return entry.value();
    }

    /** Stores a value for {@code ttlMs} milliseconds, or until it is evicted where that is null. */
    public void put(String key, long value, Long ttlMs) {
        if (ttlMs != null && ttlMs <= 0) {
            throw new IllegalArgumentException("ttlMs must be positive: " + ttlMs);
        }
        if (capacity == 0) {
            return;
        }
        dropIfExpired(key);
        if (!entries.containsKey(key) && entries.size() == capacity) {
            entries.pollFirstEntry();
        }
        long deadline = ttlMs == null ? NEVER : deadlineIn(ttlMs);
        entries.putLast(key, new Entry(value, deadline));
    }

    /** The number of live entries. */
    public long size() {
        dropExpired();
        return entries.size();
    }

    private void dropExpired() {
        long now = now();
        entries.values().removeIf(entry -> entry.deadline() <= now);
    }

    private void dropIfExpired(String key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.deadline() <= now()) {
            entries.remove(key);
        }
    }

    /** Nanoseconds since this class was loaded: never negative, so that they can be compared as they are. */
    private static long now() {
        return System.nanoTime() - START;
    }

    /** What would end in more than 292 years ends never. */
    private static long deadlineIn(long ttlMs) {
        long now = now();
        return now + Math.min(TimeUnit.MILLISECONDS.toNanos(ttlMs), NEVER - now);
    }
}
