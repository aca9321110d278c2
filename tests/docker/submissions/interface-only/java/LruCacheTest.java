import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class LruCacheTest {
    @Test
    void evicts() {
        LruCache cache = new LruCache(2);
        cache.put("a", 1, null);
        cache.put("b", 2, null);
        cache.get("a");
        cache.put("c", 3, null);
        assertNull(cache.get("b"));
        assertNotNull(cache.get("a"));
    }
}
