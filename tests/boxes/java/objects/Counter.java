package com.acme.counting;

abstract class Base<K, V> {
    abstract V stored();
    public V get(K key) { return key == null ? null : stored(); }
}

class Counter extends Base<String, Long> {
    private long total;
    Counter(long start) {
        if (start < 0) throw new IllegalArgumentException("no negative start");
        total = start;
    }
    Long stored() { return total; }
    void add(int more, Long factor) {
        if (more == 13) throw new java.util.NoSuchElementException();
        total += more * (factor == null ? 1 : factor);
    }
    int add(String no) { return 1; }
    interface Sized { default int size() { return 7; } }
}
