package lru;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LruCacheTest {
    private static final long LONGEST = (1L << 53) - 1;

    private long nanos = -5; // a clock may start anywhere

    @Test
    void givesBackWhatWasStored() {
        LruCache cache = cache(2);
        cache.put("a", 0, null);
        assertEquals(0L, cache.get("a"));
        assertNull(cache.get("b"));
    }

    @Test
    void theLeastRecentlyUsedEntryGoes() {
        LruCache cache = cache(2);
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        cache.get("a");
        cache.put("c", 3, null);
        assertHolds(cache, 1L, null, 3L);
    }

    @Test
    void storingAgainReplacesAndRefreshes() {
        LruCache cache = cache(2);
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        cache.put("a", 10, null);
        cache.put("c", 3, null);
        assertHolds(cache, 10L, null, 3L);
    }

    @Test
    void anEntryIsGoneAtItsDeadline() {
        LruCache cache = cache(2);
        cache.put("a", 1, 500L);
        advance(499);
        assertEquals(1L, cache.get("a"));
        advance(1);
        assertNull(cache.get("a"));
        assertEquals(0, cache.size());
    }

    @Test
    void theLongestLifetimeLasts() {
        LruCache cache = cache(2);
        advance(1_000);
        cache.put("a", 1, LONGEST);
        advance(TimeUnit.DAYS.toMillis(365));
        assertEquals(1L, cache.get("a"));
    }

    @Test
    void aNewValueBringsANewLifetime() {
        LruCache cache = cache(3);
        cache.put("a", 1, 10L);
        cache.put("a", 2, 1_000L);
        cache.put("b", 1, 10L);
        cache.put("b", 2, null);
        cache.put("c", 1, 1_000L);
        cache.put("c", 2, 10L);
        advance(100);
        assertHolds(cache, 2L, 2L, null);
    }

    @Test
    void expiredEntriesMakeRoomFirst() {
        LruCache cache = cache(2);
        cache.put("a", 1, null);
        cache.put("b", 2, 10L);
        advance(10);
        cache.put("c", 3, null);
        assertHolds(cache, 1L, null, 3L);
    }

    @Test
    void capacityZeroKeepsNothing() {
        LruCache cache = cache(0);
        cache.put("a", 1, null);
        assertNull(cache.get("a"));
        assertEquals(0, cache.size());
    }

    @Test
    void aNegativeCapacityIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> cache(-1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -LONGEST})
    void aRefusedPutChangesNothing(long ttlMs) {
        LruCache cache = cache(2);
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        assertThrows(IllegalArgumentException.class, () -> cache.put("a", 9, ttlMs));
        cache.put("c", 3, null);
        assertHolds(cache, null, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void behavesLikeAPlainList(int capacity) {
        Random random = new Random(capacity);
        LruCache cache = cache(capacity);
        Model model = new Model(capacity);
        for (int step = 0; step < 2_000; step++) {
            advance(random.nextInt(3) * 25L);
            model.forgetUntil(nanos);
            String key = String.valueOf((char) ('a' + random.nextInt(13)));
            if (random.nextBoolean()) {
                assertEquals(model.get(key), cache.get(key));
            } else {
                Long ttlMs = random.nextBoolean() ? null : 1L + random.nextInt(200);
                model.put(key, step, ttlMs == null ? Long.MAX_VALUE : nanos + ttlMs * 1_000_000);
                cache.put(key, step, ttlMs);
            }
            assertEquals(model.entries.size(), cache.size());
        }
    }

    private LruCache cache(long capacity) {
        return new LruCache(capacity, () -> nanos);
    }

    private void advance(long milliseconds) {
        nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private static void assertHolds(LruCache cache, Long a, Long b, Long c) {
        assertEquals(Arrays.asList(a, b, c), Arrays.asList(cache.get("a"), cache.get("b"), cache.get("c")));
    }

    /** The same rules, slow and obvious. */
    private static final class Model {
        private final int capacity;
        private final List<Stored> entries = new ArrayList<>(); // least recently used first

        private record Stored(String key, long value, long deadline) {}

        Model(int capacity) {
            this.capacity = capacity;
        }

        Long get(String key) {
            for (Stored entry : entries) {
                if (entry.key().equals(key)) {
                    entries.remove(entry);
                    entries.add(entry);
                    return entry.value();
                }
            }
            return null;
        }

        void put(String key, long value, long deadline) {
            entries.removeIf(entry -> entry.key().equals(key));
            if (entries.size() == capacity) {
                entries.remove(0);
            }
            entries.add(new Stored(key, value, deadline));
        }

        void forgetUntil(long now) {
            entries.removeIf(entry -> entry.deadline() <= now);
        }
    }
}
