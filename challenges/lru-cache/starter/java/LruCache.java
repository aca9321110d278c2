/**
 * LRU cache with expiry.
 *
 * <p>A bounded in-memory cache that evicts the least recently used entry and forgets entries whose
 * time is over.
 */
public class LruCache {
    /** See the brief. */
    public LruCache(long capacity) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public Long get(String key) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public void put(String key, long value, Long ttlMs) {
        throw new UnsupportedOperationException();
    }

    /** See the brief. */
    public long size() {
        throw new UnsupportedOperationException();
    }
}
