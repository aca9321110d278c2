/** A cache with a very long greeting. */
public class LruCache {
    public LruCache(long capacity) {
        for (int line = 0; line < 64; line++) {
            System.out.println("welcome to the cache ".repeat(4096));
        }
    }

    public Long get(String key) {
        return null;
    }

    public void put(String key, long value, Long ttlMs) {}

    public long size() {
        return 0;
    }
}
