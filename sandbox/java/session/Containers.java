package grader.session;

import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The conversions into arrays, collections and maps. */
final class Containers {
    private Containers() {}

    static final class Items extends Into {
        private final Shape shape;
        private final Class<?> target;
        private final Into[] inner;

        Items(Shape shape, Class<?> target, Into[] inner) {
            this.shape = shape;
            this.target = target;
            this.inner = inner;
        }

        @Override
        Object of(Object data) throws DoesNotFit, BadValue {
            if (data instanceof byte[] bytes && shape == Shape.ARRAY && target == byte.class) {
                return bytes;
            }
            List<?> items = items(data);
            if (items == null || inner.length != 1 && inner.length != items.size()) {
                throw misfit(data);
            }
            if (shape == Shape.ARRAY) {
                return array(items);
            }
            Collection<Object> filled = collection(items.size());
            for (int index = 0; index < items.size(); index++) {
                filled.add(item(items, index));
            }
            return shape == Shape.STREAM ? filled.stream() : shape == Shape.ITERATOR ? filled.iterator() : filled;
        }

        private Object array(List<?> items) throws DoesNotFit, BadValue {
            Object array = Array.newInstance(target, items.size());
            if (array instanceof Object[] objects) {
                for (int index = 0; index < objects.length; index++) {
                    objects[index] = item(items, index);
                }
                return objects;
            }
            for (int index = 0; index < items.size(); index++) {
                Array.set(array, index, item(items, index));
            }
            return array;
        }

        private Object item(List<?> items, int index) throws DoesNotFit, BadValue {
            try {
                return inner[inner.length == 1 ? 0 : index].from(items.get(index));
            } catch (DoesNotFit error) {
                throw error.within("item " + index);
            }
        }

        @SuppressWarnings("unchecked")
        private Collection<Object> collection(int size) {
            switch (shape) {
                case SET:
                    return new LinkedHashSet<>();
                case SORTED:
                    return new TreeSet<>();
                case QUEUE:
                    return new ArrayDeque<>(size);
                case OWN:
                    return (Collection<Object>) Built.empty(target);
                default:
                    return new ArrayList<>(size);
            }
        }
    }

    static final class Pair extends Into {
        private final Into key;
        private final Into value;

        Pair(Into key, Into value) {
            this.key = key;
            this.value = value;
        }

        @Override
        Object of(Object data) throws DoesNotFit, BadValue {
            List<?> items = items(data);
            if (items == null || items.size() != 2) {
                throw misfit(data);
            }
            return new SimpleEntry<>(key.from(items.get(0)), value.from(items.get(1)));
        }
    }

    static final class Keyed extends Into {
        private final Class<?> target;
        private final Into key;
        private final Into value;

        Keyed(Class<?> target, Into key, Into value) {
            this.target = target;
            this.key = key;
            this.value = value;
        }

        /** Whether such a map can be made here. */
        static boolean makes(Class<?> raw) {
            return raw.isAssignableFrom(LinkedHashMap.class) || raw.isAssignableFrom(TreeMap.class)
                    || Map.class.isAssignableFrom(raw) && Built.possible(raw);
        }

        @Override
        Object of(Object data) throws DoesNotFit, BadValue {
            Map<Object, Object> filled = empty();
            if (data instanceof Tags.Pairs pairs) {
                for (Object entry : pairs.entries()) {
                    put(filled, ((List<?>) entry).get(0), ((List<?>) entry).get(1));
                }
                return filled;
            }
            if (!(data instanceof Map<?, ?> map)) {
                throw misfit(data);
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                put(filled, entry.getKey(), entry.getValue());
            }
            return filled;
        }

        private void put(Map<Object, Object> filled, Object givenKey, Object givenValue) throws DoesNotFit, BadValue {
            Object ready;
            try {
                ready = key.from(givenKey);
            } catch (DoesNotFit error) {
                throw error.within("a key");
            }
            try {
                filled.put(ready, value.from(givenValue));
            } catch (DoesNotFit error) {
                throw error.within("the item " + glimpse(givenKey));
            }
        }

        @SuppressWarnings("unchecked")
        private Map<Object, Object> empty() {
            if (target.isAssignableFrom(LinkedHashMap.class)) {
                return new LinkedHashMap<>();
            }
            return target.isAssignableFrom(TreeMap.class) ? new TreeMap<>() : (Map<Object, Object>) Built.empty(target);
        }
    }
}
