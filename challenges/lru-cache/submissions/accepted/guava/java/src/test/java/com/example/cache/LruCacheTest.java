package com.example.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    private final FakeTicker ticker = new FakeTicker();
    private final LruCache cache = new LruCache(2, ticker);

    @Test
    void getAndPutBothCountAsUse() {
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        cache.get("a");
        cache.put("c", 3, null);
        assertNull(cache.get("b"));
        cache.put("a", 4, null);
        cache.put("d", 5, null);
        assertNull(cache.get("c"));
        assertEquals(4L, cache.get("a"));
    }

    @Test
    void anEntryIsOverAtItsDeadline() {
        cache.put("a", 1, 10L);
        ticker.advance(9);
        assertEquals(1L, cache.get("a"));
        ticker.advance(1);
        assertNull(cache.get("a"));
        assertEquals(0, cache.size());
    }

    @Test
    void theLastLifetimeCounts() {
        cache.put("a", 1, 10L);
        cache.put("a", 2, 30L);
        cache.put("b", 1, 10L);
        cache.put("b", 2, null);
        ticker.advance(20);
        assertEquals(2L, cache.get("a"));
        assertEquals(2L, cache.get("b"));
    }

    @Test
    void keysThatEndTogetherAllGo() {
        cache.put("a", 1, 10L);
        cache.put("b", 2, 10L);
        ticker.advance(11);
        assertEquals(0, cache.size());
    }

    @Test
    void expiredEntriesMakeRoom() {
        cache.put("a", 1, null);
        cache.put("b", 2, 10L);
        ticker.advance(10);
        cache.put("c", 3, null);
        assertEquals(1L, cache.get("a"));
        assertEquals(3L, cache.get("c"));
    }

    @Test
    void invalidArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LruCache(-1));
        assertThrows(IllegalArgumentException.class, () -> cache.put("a", 1, 0L));
        assertEquals(0, cache.size());
    }

    private static final class FakeTicker extends Ticker {
        private long nanos = -1;

        @Override
        public long read() {
            return nanos;
        }

        void advance(long milliseconds) {
            nanos += TimeUnit.MILLISECONDS.toNanos(milliseconds);
        }
    }
}
