package grader.session;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** Java's generic types, with the type variables that a class's own ancestors have been given. */
final class Types {
    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    /** Look at a class and all above it: {@code class Cache extends Store<String, Long>} says what Store's variables are. */
    static Types of(Class<?> start) {
        Types types = new Types();
        types.bind(start);
        return types;
    }

    private void bind(Class<?> from) {
        bind(from.getGenericSuperclass());
        for (Type type : from.getGenericInterfaces()) {
            bind(type);
        }
    }

    private void bind(Type type) {
        if (type instanceof ParameterizedType given) {
            TypeVariable<?>[] variables = raw(given).getTypeParameters();
            for (int index = 0; index < variables.length; index++) {
                bound.put(variables[index], given.getActualTypeArguments()[index]);
            }
        }
        if (type != null) {
            bind(raw(type));
        }
    }

    /** Follow variables and wildcards to a class, a parameterised type or an array. */
    Type resolved(Type type) {
        Type found = type;
        // Bounded, because a variable may be bound to itself: class Node<T extends Comparable<T>>.
        for (int step = 0; step < 16; step++) {
            if (found instanceof TypeVariable<?> variable) {
                found = bound.containsKey(variable) ? bound.get(variable) : variable.getBounds()[0];
            } else if (found instanceof WildcardType wildcard) {
                found = wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0];
            } else {
                return found;
            }
        }
        return Object.class;
    }

    /** Give the class behind a type. */
    Class<?> raw(Type type) {
        Type found = resolved(type);
        if (found instanceof ParameterizedType given) {
            return (Class<?>) given.getRawType();
        }
        if (found instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        return (Class<?>) found;
    }

    /** Give what a type says of one variable of a class or interface that it is: {@code String} for List's E. */
    Type argument(Type type, Class<?> of, int index) {
        Type found = resolved(type);
        if (found instanceof ParameterizedType given && given.getRawType() == of) {
            return given.getActualTypeArguments()[index];
        }
        if (raw(found) == of) {
            return Object.class;
        }
        return within(found).resolved(of.getTypeParameters()[index]);
    }

    /** Look from inside a type: there, {@code List<Long>} says what E is. */
    Types within(Type type) {
        Types inside = new Types();
        inside.bound.putAll(bound);
        inside.bind(resolved(type));
        return inside;
    }

    /** Give the type of an array's items. */
    Type component(Type type) {
        Type found = resolved(type);
        return found instanceof GenericArrayType array ? array.getGenericComponentType() : raw(found).getComponentType();
    }

    /** Write a type as a candidate would: {@code Map<String, List<Long>>}. */
    static String shown(Type type) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        String full = type.getTypeName();
        for (int at = 0; at < full.length(); at++) {
            char letter = full.charAt(at);
            if (letter == '.' || letter == '$') {
                start = at + 1;
            } else if (!Character.isJavaIdentifierPart(letter)) {
                text.append(full, start, at + 1);
                start = at + 1;
            }
        }
        return text.append(full, start, full.length()).toString();
    }
}
