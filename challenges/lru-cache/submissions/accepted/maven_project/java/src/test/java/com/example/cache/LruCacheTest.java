package com.example.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cache")
class LruCacheTest {
    private static final long LONGEST = (1L << 53) - 1;

    private final ManualTicker ticker = new ManualTicker();

    @Test
    @DisplayName("gives back what was stored, and nothing for other keys")
    void storesValues() {
        LruCache cache = cache(3);
        cache.put("a", 1);
        cache.put("A", 0);
        cache.put("", -LONGEST);

        assertThat(cache.get("a")).hasValue(1);
        assertThat(cache.get("A")).hasValue(0);
        assertThat(cache.get("")).hasValue(-LONGEST);
        assertThat(cache.get(" ")).isEmpty();
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    @DisplayName("replaces the value of a key that is stored again")
    void replacesValues() {
        LruCache cache = cache(2);
        cache.put("a", 1);
        cache.put("a", 2);

        assertThat(cache.get("a")).hasValue(2);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    @DisplayName("shares nothing with another cache")
    void isIndependent() {
        LruCache one = cache(1);
        LruCache other = cache(1);
        one.put("a", 1);

        assertThat(other.get("a")).isEmpty();
    }

    @Nested
    @DisplayName("that is full")
    class Full {
        private final LruCache cache = cache(2);

        Full() {
            cache.put("a", 1);
            cache.put("b", 2);
        }

        @Test
        @DisplayName("lets go of the entry stored first where none was used since")
        void evictsTheOldest() {
            cache.put("c", 3);

            assertHolds("b", "c");
        }

        @Test
        @DisplayName("keeps an entry that was asked for")
        void getRefreshes() {
            cache.get("a");
            cache.put("c", 3);

            assertHolds("a", "c");
        }

        @Test
        @DisplayName("keeps an entry that was stored again")
        void putRefreshes() {
            cache.put("a", 10);
            cache.put("c", 3);

            assertHolds("a", "c");
        }

        @Test
        @DisplayName("is not reordered by a miss or by size")
        void missesDoNotRefresh() {
            cache.get("x");
            cache.size();
            cache.put("c", 3);

            assertHolds("b", "c");
        }

        @ParameterizedTest(name = "{0} ms")
        @DisplayName("is not changed by a put that it refuses")
        @ValueSource(longs = {0, -1, -LONGEST})
        void refusesLifetimes(long ttlMs) {
            assertThatIllegalArgumentException().isThrownBy(() -> cache.put("a", 9, ttlMs));
            assertThatIllegalArgumentException().isThrownBy(() -> cache.put("x", 9, ttlMs));
            cache.put("c", 3);

            assertHolds("b", "c");
        }

        private void assertHolds(String... keys) {
            assertThat(keys).allSatisfy(key -> assertThat(cache.get(key)).isPresent());
            assertThat(cache.size()).isEqualTo(keys.length);
        }
    }

    @Nested
    @DisplayName("with lifetimes")
    class Lifetimes {
        private final LruCache cache = cache(2);

        @Test
        @DisplayName("forgets an entry when its milliseconds are over, and not before")
        void forgets() {
            cache.put("a", 1, 500L);
            ticker.advance(499);
            assertThat(cache.get("a")).hasValue(1);
            ticker.advance(1);
            assertThat(cache.get("a")).isEmpty();
            assertThat(cache.size()).isZero();
        }

        @Test
        @DisplayName("goes by the last lifetime of a key")
        void replacesLifetimes() {
            cache.put("longer", 1, 10L);
            cache.put("longer", 2, 1_000L);
            cache.put("endless", 1, 10L);
            cache.put("endless", 2);
            ticker.advance(100);

            assertThat(cache.get("longer")).hasValue(2);
            assertThat(cache.get("endless")).hasValue(2);
        }

        @Test
        @DisplayName("does not extend a lifetime when asked")
        void getDoesNotExtend() {
            cache.put("a", 1, 100L);
            ticker.advance(60);
            cache.get("a");
            ticker.advance(60);

            assertThat(cache.get("a")).isEmpty();
        }

        @Test
        @DisplayName("gives the room of expired entries away first")
        void expiredEntriesMakeRoom() {
            cache.put("live", 1);
            cache.put("over", 2, 10L);
            ticker.advance(10);
            cache.put("new", 3);

            assertThat(cache.get("live")).hasValue(1);
            assertThat(cache.get("new")).hasValue(3);
        }

        @Test
        @DisplayName("tells entries apart that end in the same nanosecond")
        void sameDeadline() {
            cache.put("a", 1, 10L);
            cache.put("b", 2, 10L);
            ticker.advance(10);

            assertThat(cache.size()).isZero();
        }

        @Test
        @DisplayName("keeps an entry of the longest lifetime")
        void longestLifetime() {
            ticker.advance(1_000);
            cache.put("a", 1, LONGEST);
            ticker.advance(1_000);

            assertThat(cache.get("a")).hasValue(1);
        }

        @Test
        @DisplayName("keeps no deadline of an entry that is gone")
        void noLeftovers() {
            for (int number = 0; number < 100; number++) {
                cache.put("a", number, 1_000L);
                cache.put("key " + number, number, 1_000L);
            }

            assertThat(cache.watched()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("of capacity 0 keeps nothing")
    void capacityZero() {
        LruCache cache = cache(0);
        cache.put("a", 1, 10L);

        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    @DisplayName("of a huge capacity takes no memory in advance")
    void hugeCapacity() {
        LruCache cache = cache(Long.MAX_VALUE);
        cache.put("a", 1);

        assertThat(cache.get("a")).hasValue(1);
    }

    @Test
    @DisplayName("of a negative capacity is refused")
    void negativeCapacity() {
        assertThatIllegalArgumentException().isThrownBy(() -> cache(-1)).withMessageContaining("-1");
    }

    private LruCache cache(long capacity) {
        return new LruCache(capacity, ticker);
    }
}
