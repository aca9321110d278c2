package lru;

/** A stored value, its neighbours in the order of use, and its place in the heap of deadlines. */
final class Entry {
    static final long NEVER = Long.MAX_VALUE;
    static final int NOT_IN_HEAP = -1;

    final String key;
    final long value;
    final long deadline;
    Entry older = this;
    Entry newer = this;
    int place = NOT_IN_HEAP;

    Entry(String key, long value, long deadline) {
        this.key = key;
        this.value = value;
        this.deadline = deadline;
    }
}
