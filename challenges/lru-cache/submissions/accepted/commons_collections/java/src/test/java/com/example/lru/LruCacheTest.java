package com.example.lru;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LruCache cache = new LruCache(2, nanos::get);

    @Test
    void evictsTheLeastRecentlyUsed() {
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        assertEquals(1L, cache.get("a"));
        cache.put("c", 3, null);
        assertNull(cache.get("b"));
        assertEquals(1L, cache.get("a"));
        assertEquals(3L, cache.get("c"));
    }

    @Test
    void evictsNothingWhereAKeyIsStoredAgain() {
        cache.put("a", 1, null);
        cache.put("b", 2, 5L);
        cache.put("b", 3, null);
        nanos.addAndGet(5_000_000);
        assertEquals(1L, cache.get("a"));
        assertEquals(3L, cache.get("b"));
        assertEquals(2, cache.size());
    }

    @Test
    void forgetsWhatIsOverAndUsesItsRoom() {
        cache.put("a", 1, null);
        cache.put("b", 2, 5L);
        nanos.addAndGet(5_000_000);
        assertEquals(1, cache.size());
        cache.put("c", 3, null);
        assertEquals(1L, cache.get("a"));
        assertNull(cache.get("b"));
    }

    @Test
    void refusesWithoutAChange() {
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        assertThrows(IllegalArgumentException.class, () -> cache.put("a", 9, 0L));
        cache.put("c", 3, null);
        assertNull(cache.get("a"));
        assertThrows(IllegalArgumentException.class, () -> new LruCache(-1));
    }

    @Test
    void capacityZeroKeepsNothing() {
        LruCache empty = new LruCache(0);
        empty.put("a", 1, 5L);
        assertNull(empty.get("a"));
        assertEquals(0, empty.size());
    }
}
