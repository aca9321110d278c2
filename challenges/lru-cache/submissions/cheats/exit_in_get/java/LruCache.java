// Tries: Runtime.halt(0) in the middle of a test, which no shutdown hook and no handler sees.
public class LruCache {
    public LruCache(long capacity) {}

    public Long get(String key) {
        Runtime.getRuntime().halt(0);
        return null;
    }

    public void put(String key, long value, Long ttlMs) {}

    public long size() {
        Runtime.getRuntime().halt(0);
        return 0;
    }
}
