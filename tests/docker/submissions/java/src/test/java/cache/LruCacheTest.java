package cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The cache")
class LruCacheTest {
    @Test
    void stores() {
        LruCache cache = new LruCache(2);
        cache.put("a", 1, null);
        assertEquals(1, cache.get("a"));
    }

    @Test
    @DisplayName("fails with style")
    void fails() {
        assertThat(new LruCache(2).get("a")).isEqualTo(1L);
    }

    @Test
    void mocks() {
        LruCache cache = mock(LruCache.class);
        when(cache.get("a")).thenReturn(9L);
        assertEquals(9, cache.get("a"));
    }

    @Test
    @Disabled("not today")
    void disabled() {
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return IntStream.range(0, 2).mapToObj(n -> DynamicTest.dynamicTest("number " + n, () -> { }));
    }

    @Nested
    @DisplayName("when it is full")
    class Full {
        @ParameterizedTest(name = "{0} and {1}")
        @CsvSource({"1, 2", "3, 5"})
        void counts(int a, int b) {
            assertEquals(b, a + 1);
        }
    }

    @Nested
    @Disabled
    class Off {
        @Test
        void never() {
        }
    }
}

class BrokenTest {
    @BeforeAll
    static void prepare() {
        throw new IllegalStateException("no database");
    }

    @Test
    void first() {
    }
}
