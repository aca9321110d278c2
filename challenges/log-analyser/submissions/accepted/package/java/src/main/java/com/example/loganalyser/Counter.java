package com.example.loganalyser;

import java.util.HashMap;
import java.util.Map;

/** How often each key was seen. */
final class Counter<K> {
    private final Map<K, Long> counts = new HashMap<>();

    void add(K key) {
        add(key, 1);
    }

    void add(K key, long times) {
        counts.merge(key, times, Long::sum);
    }

    int distinct() {
        return counts.size();
    }

    Map<K, Long> counts() {
        return counts;
    }
}
