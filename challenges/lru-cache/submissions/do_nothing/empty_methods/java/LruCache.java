public class LruCache {
    public LruCache(long capacity) {}

    public Long get(String key) {
        return null;
    }

    public void put(String key, long value, Long ttlMs) {}

    public Long size() {
        return null;
    }
}
