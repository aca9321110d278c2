package grader.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** A record: from a tuple or list by place, from a map by the components' names. */
final class Row extends Into {
    private final String[] names;
    private final Into[] parts;
    private final Constructor<?> constructor;

    Row(Class<?> type, Into[] parts) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] classes = new Class<?>[components.length];
        names = new String[components.length];
        for (int index = 0; index < components.length; index++) {
            names[index] = components[index].getName();
            classes[index] = components[index].getType();
        }
        this.parts = parts;
        constructor = canonical(type, classes);
    }

    private static Constructor<?> canonical(Class<?> type, Class<?>[] classes) {
        try {
            Constructor<?> found = type.getDeclaredConstructor(classes);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    Object of(Object data) throws DoesNotFit, BadValue {
        Object[] arguments = new Object[parts.length];
        for (int index = 0; index < parts.length; index++) {
            try {
                arguments[index] = parts[index].from(part(data, index));
            } catch (DoesNotFit error) {
                throw error.within(names[index]);
            }
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException error) {
            throw Thrown.on(error);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object part(Object data, int index) throws DoesNotFit {
        List<?> items = items(data);
        if (items != null && items.size() == parts.length) {
            return items.get(index);
        }
        if (!(data instanceof Map<?, ?> map)) {
            throw misfit(data);
        }
        return map.containsKey(names[index]) ? map.get(names[index]) : map.get(snake(names[index]));
    }

    private static String snake(String name) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            if (Character.isUpperCase(letter)) {
                text.append('_');
            }
            text.append(Character.toLowerCase(letter));
        }
        return text.toString();
    }
}
