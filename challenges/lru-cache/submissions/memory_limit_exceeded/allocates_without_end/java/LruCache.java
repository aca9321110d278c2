import java.util.ArrayList;
import java.util.List;

/** A cache that reserves all it can get. */
public class LruCache {
    public LruCache(long capacity) {
        List<byte[]> reserve = new ArrayList<>();
        while (true) {
            reserve.add(new byte[8 << 20]);
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
