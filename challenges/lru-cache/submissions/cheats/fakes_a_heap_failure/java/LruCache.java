// Tries: the very line and exit code with which the machine ends itself when its heap is full, which it is not.
public class LruCache {
    public LruCache(long capacity) {}

    private static void exhaust() {
        System.err.println("java.lang.OutOfMemoryError: Java heap space");
        System.err.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        System.err.flush();
        Runtime.getRuntime().halt(3);
    }

    public Long get(String key) {
        exhaust();
        return null;
    }

    public void put(String key, long value, Long ttlMs) {
        throw new OutOfMemoryError("Java heap space");
    }

    public long size() {
        exhaust();
        return 0;
    }
}
