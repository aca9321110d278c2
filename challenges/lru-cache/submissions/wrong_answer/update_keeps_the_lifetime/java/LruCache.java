import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** An LRU cache whose entries may expire. */
public final class LruCache {
    private static final int SPARE_DEADLINES = 64;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long START = System.nanoTime();

    private final long capacity;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>(); // least recently used first
    private final Queue<Deadline> deadlines = new PriorityQueue<>(Comparator.comparingLong(Deadline::time));

    /** A value and the moment from which it no longer counts. */
    private record Entry(long value, long deadline) {}

    /** When to look at a key again. */
    private record Deadline(long time, String key) {}

    /** An empty cache for at most {@code capacity} entries. */
    public LruCache(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.capacity = capacity;
    }

    /** The live value of a key, or null; a value found becomes the most recently used. */
    public Long get(String key) {
        dropExpired();
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
        dropExpired();
        if (!entries.containsKey(key) && entries.size() == capacity) {
            entries.pollFirstEntry();
        }
        Entry known = entries.get(key);
        if (known != null) {
            entries.putLast(key, new Entry(value, known.deadline()));
            return;
        }
        long deadline = ttlMs == null ? NEVER : deadlineIn(ttlMs);
        entries.putLast(key, new Entry(value, deadline));
        if (deadline != NEVER) {
            schedule(new Deadline(deadline, key));
        }
    }

    /** The number of live entries. */
    public long size() {
        dropExpired();
        return entries.size();
    }

    private void dropExpired() {
        long now = now();
        while (!deadlines.isEmpty() && deadlines.peek().time() <= now) {
            Deadline due = deadlines.remove();
            if (!outOfDate(due)) {
                entries.remove(due.key());
            }
        }
    }

    private void schedule(Deadline deadline) {
        deadlines.add(deadline);
        // Clearing costs a look at every deadline, and at least as many puts go by before it is due again.
        if (deadlines.size() > 2 * entries.size() + SPARE_DEADLINES) {
            deadlines.removeIf(this::outOfDate);
        }
    }

    private boolean outOfDate(Deadline deadline) {
        Entry entry = entries.get(deadline.key());
        return entry == null || entry.deadline() != deadline.time();
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
