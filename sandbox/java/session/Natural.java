package grader.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** For {@code Object} and the like: what a value becomes is said by the value, and by what was declared. */
final class Natural extends Into {
    private final Class<?> target;
    private final Notation declared;

    Natural(Class<?> target, Notation declared) {
        this.target = target;
        this.declared = declared;
    }

    @Override
    Object of(Object data) throws DoesNotFit, BadValue {
        Object value = value(data, declared);
        if (target.isInstance(value)) {
            return value;
        }
        throw misfit(data);
    }

    private static Object value(Object node, Notation declared) throws BadValue {
        Object data = node instanceof Map ? Tags.read(node) : node;
        if (data instanceof Long number && declared.is("float")) {
            return number.doubleValue();
        }
        List<?> items = items(data);
        if (items != null) {
            List<Object> list = list(items, declared);
            return data instanceof Tags.Items tagged && "$set".equals(tagged.tag()) ? new LinkedHashSet<>(list) : list;
        }
        Map<Object, Object> copied = new LinkedHashMap<>();
        if (data instanceof Tags.Pairs pairs) {
            for (Object entry : pairs.entries()) {
                List<?> pair = (List<?>) entry;
                copied.put(value(pair.get(0), declared.at(0)), value(pair.get(1), declared.at(1)));
            }
            return copied;
        }
        if (!(data instanceof Map<?, ?> map)) {
            return data;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copied.put(entry.getKey(), value(entry.getValue(), declared.at(1)));
        }
        return copied;
    }

    private static List<Object> list(List<?> items, Notation declared) throws BadValue {
        List<Object> copied = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            copied.add(value(items.get(index), declared.at(declared.is("tuple") ? index : 0)));
        }
        return copied;
    }
}
