package lru;

/** A ring of entries around a sentinel: what follows it is the oldest, what precedes it the newest. */
final class Recency {
    private final Entry sentinel = new Entry("", 0, Entry.NEVER);

    /** Puts an entry at the newest end. */
    void add(Entry entry) {
        entry.older = sentinel.older;
        entry.newer = sentinel;
        sentinel.older.newer = entry;
        sentinel.older = entry;
    }

    /** Takes an entry out of the ring. */
    void remove(Entry entry) {
        entry.older.newer = entry.newer;
        entry.newer.older = entry.older;
    }

    /** Moves an entry to the newest end. */
    void use(Entry entry) {
        remove(entry);
        add(entry);
    }

    /** The least recently used entry; only meaningful while there is one. */
    Entry oldest() {
        return sentinel.newer;
    }
}
