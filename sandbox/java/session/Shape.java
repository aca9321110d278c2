package grader.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What several items can become. */
enum Shape {
    ARRAY,
    COLLECTION,
    SET,
    SORTED,
    QUEUE,
    OWN,
    STREAM,
    ITERATOR;

    /** Find it; {@code null} where there is none for this class. */
    static Shape of(Class<?> raw) {
        if (raw == Stream.class) {
            return STREAM;
        }
        if (raw == Iterator.class) {
            return ITERATOR;
        }
        if (raw.isAssignableFrom(ArrayList.class)) {
            return COLLECTION;
        }
        if (raw.isAssignableFrom(LinkedHashSet.class)) {
            return SET;
        }
        if (raw.isAssignableFrom(TreeSet.class)) {
            return SORTED;
        }
        if (raw.isAssignableFrom(ArrayDeque.class)) {
            return QUEUE;
        }
        return Collection.class.isAssignableFrom(raw) && Built.possible(raw) ? OWN : null;
    }
}
