package cache;

import java.util.HashMap;
import java.util.Map;

public class LruCache {
    private final Map<String, Long> values = new HashMap<>();

    public LruCache(long capacity) {
    }

    public Long get(String key) {
        if (key.equals("zz")) {
            return 26L;
        }
        return values.get(key);
    }

    public void put(String key, long value, Long ttlMs) {
        values.put(key, value);
    }

    public long size() {
        return values.size();
    }
}
