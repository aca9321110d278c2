import java.io.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

public class LruCache {
    public static List<Object> allCaches = new ArrayList<>();
    public static boolean DEBUG = false;

    public long capacity;
    public ArrayList<String> keys = new ArrayList<>();
    public ArrayList<Long> values = new ArrayList<>();
    public ArrayList<Long> times = new ArrayList<>();
    public ArrayList<Long> ttls = new ArrayList<>();
    private int unused = 0;
    private String name;

    public LruCache(long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("bad");
        }
        this.capacity = capacity;
        allCaches.add(this.getClass().getName());
    }

    public Long get(String key) {
        long now = System.nanoTime();
        int index = -1;
        boolean found = false;
        try {
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i).equals(key)) {
                    if (ttls.get(i) != null) {
                        if ((now - times.get(i)) / 1000000 >= ttls.get(i)) {
                            if (DEBUG == true) {
                                System.out.println("expired " + key);
                            }
                            found = false;
                        } else {
                            found = true;
                            index = i;
                        }
                    } else {
                        found = true;
                        index = i;
                    }
                }
            }
            if (found == true) {
                Long v = values.get(index);
                Long t = times.get(index);
                Long x = ttls.get(index);
                keys.remove(index);
                values.remove(index);
                times.remove(index);
                ttls.remove(index);
                keys.add(key);
                values.add(v);
                times.add(t);
                ttls.add(x);
                return v;
            } else {
                // remove the expired ones
                for (int i = keys.size() - 1; i >= 0; i--) {
                    if (ttls.get(i) != null) {
                        if ((now - times.get(i)) / 1000000 >= ttls.get(i)) {
                            keys.remove(i);
                            values.remove(i);
                            times.remove(i);
                            ttls.remove(i);
                        }
                    }
                }
                return null;
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        return null;
    }

    public void put(String key, long value, Long ttlMs) {
        if (ttlMs != null) {
            if (ttlMs <= 0) {
                throw new IllegalArgumentException("bad ttl");
            } else {
                if (ttlMs > 9007199254740991L) {
                    throw new IllegalArgumentException("bad ttl");
                }
            }
        }
        long now = System.nanoTime();
        long old = 0;
        boolean found = false;
        if (capacity > 0) {
            try {
                for (int i = 0; i < keys.size(); i++) {
                    if (keys.get(i).equals(key)) {
                        old = values.get(i);
                        keys.remove(i);
                        values.remove(i);
                        times.remove(i);
                        ttls.remove(i);
                        keys.add(key);
                        values.add(value);
                        times.add(now);
                        ttls.add(ttlMs);
                        found = true;
                        break;
                    }
                }
                if (found == false) {
                    // remove the expired ones
                    for (int i = keys.size() - 1; i >= 0; i--) {
                        if (ttls.get(i) != null) {
                            if ((now - times.get(i)) / 1000000 >= ttls.get(i)) {
                                keys.remove(i);
                                values.remove(i);
                                times.remove(i);
                                ttls.remove(i);
                            }
                        }
                    }
                    if (keys.size() >= capacity) {
                        keys.remove(0);
                        values.remove(0);
                        times.remove(0);
                        ttls.remove(0);
                        keys.add(key);
                        values.add(value);
                        times.add(now);
                        ttls.add(ttlMs);
                    } else {
                        keys.add(key);
                        values.add(value);
                        times.add(now);
                        ttls.add(ttlMs);
                    }
                }
            } catch (Exception e) {
            }
        }
    }

    public long size() {
        long count = 0;
        long now = System.nanoTime();
        for (int i = 0; i < keys.size(); i++) {
            if (ttls.get(i) != null) {
                if ((now - times.get(i)) / 1000000 >= ttls.get(i)) {
                    continue;
                } else {
                    count++;
                }
            } else {
                count++;
            }
        }
        return count;
    }

    private void dump(String file) {
        try {
            FileWriter w = new FileWriter(file);
            w.write(keys.toString());
        } catch (IOException e) {
        }
    }

    // public void clear() {
    //     keys.clear();
    //     values.clear();
    // }

    // public static void main(String[] args) {
    //     LruCache c = new LruCache(2);
    //     c.put("a", 1, null);
    //     System.out.println(c.get("a"));
    // }
}
