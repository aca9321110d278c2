package lru;

import java.util.ArrayList;
import java.util.List;

/** A binary heap of entries by deadline in which each entry knows its place, so that any of them can leave. */
final class Expiry {
    private final List<Entry> heap = new ArrayList<>();

    /** An entry whose lifetime is over, or null where there is none; it stays where it is. */
    Entry nextDue(long now) {
        return heap.isEmpty() || heap.get(0).deadline > now ? null : heap.get(0);
    }

    /** Starts to watch an entry's deadline. */
    void add(Entry entry) {
        heap.add(entry);
        entry.place = heap.size() - 1;
        rise(entry);
    }

    /** Stops watching an entry; one that is not watched may be passed as well. */
    void remove(Entry entry) {
        if (entry.place == Entry.NOT_IN_HEAP) {
            return;
        }
        Entry last = heap.remove(heap.size() - 1);
        if (last != entry) {
            set(entry.place, last);
            rise(last);
            sink(last);
        }
        entry.place = Entry.NOT_IN_HEAP;
    }

    private void rise(Entry entry) {
        while (entry.place > 0 && parent(entry).deadline > entry.deadline) {
            swap(entry, parent(entry));
        }
    }

    private void sink(Entry entry) {
        Entry child = firstChild(entry);
        while (child != null && child.deadline < entry.deadline) {
            swap(entry, child);
            child = firstChild(entry);
        }
    }

    private Entry parent(Entry entry) {
        return heap.get((entry.place - 1) / 2);
    }

    /** The child that ends first, or null where there is no child. */
    private Entry firstChild(Entry entry) {
        int left = 2 * entry.place + 1;
        int right = left + 1;
        if (left >= heap.size()) {
            return null;
        }
        boolean leftFirst = right == heap.size() || heap.get(left).deadline <= heap.get(right).deadline;
        return heap.get(leftFirst ? left : right);
    }

    private void swap(Entry one, Entry other) {
        int place = one.place;
        set(other.place, one);
        set(place, other);
    }

    private void set(int place, Entry entry) {
        heap.set(place, entry);
        entry.place = place;
    }
}
