import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** An LRU cache in which a timer removes each entry when its time is over. */
public final class LruCache {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long START = System.nanoTime();

    private final long capacity;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>(); // least recently used first

    private record Entry(long value, long deadline) {}

    public LruCache(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.capacity = capacity;
    }

    public synchronized Long get(String key) {
        dropExpired();
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        entries.putLast(key, entry);
        return entry.value();
    }

    public synchronized void put(String key, long value, Long ttlMs) {
        if (ttlMs != null && ttlMs <= 0) {
            throw new IllegalArgumentException("ttlMs must be positive: " + ttlMs);
        }
        if (capacity == 0) {
            return;
        }
        if (entries.size() >= capacity) {
            dropExpired();
        }
        if (!entries.containsKey(key) && entries.size() >= capacity) {
            entries.pollFirstEntry();
        }
        entries.putLast(key, new Entry(value, ttlMs == null ? NEVER : deadlineIn(ttlMs)));
        if (ttlMs != null) {
            startTimer(ttlMs);
        }
    }

    public synchronized long size() {
        dropExpired();
        return entries.size();
    }

    private void startTimer(long ttlMs) {
        TimerTask drop = new TimerTask() {
            @Override
            public void run() {
                dropExpired();
            }
        };
        new Timer(true).schedule(drop, Math.min(ttlMs, TimeUnit.DAYS.toMillis(365)));
    }

    private synchronized void dropExpired() {
        long now = now();
        entries.values().removeIf(entry -> entry.deadline() <= now);
    }

    private static long now() {
        return System.nanoTime() - START;
    }

    private static long deadlineIn(long ttlMs) {
        long now = now();
        return now + Math.min(TimeUnit.MILLISECONDS.toNanos(ttlMs), NEVER - now);
    }
}
