package grader.session;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.BaseStream;

/**
 * Copies what the submission's code gave into a tree that {@link Wire} can write. The copy is made once, here: a collection
 * that lies, throws or never ends does so inside its own call, and the channel never sees it.
 */
final class Plain {
    private Plain() {}

    /** Copy a value; the declared type says what a record or an array is meant to be. */
    static Object of(Object value, Notation declared) throws BadValue {
        return of(value, declared, 0);
    }

    private static Object of(Object value, Notation declared, int depth) throws BadValue {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number, declared);
        }
        if (depth > Tags.MAX_DEPTH) {
            throw new BadValue("nested more than " + Tags.MAX_DEPTH + " deep");
        }
        if (value instanceof Iterable || value instanceof Map || value.getClass().isArray()) {
            return container(value, declared, depth + 1);
        }
        Object text = text(value);
        return text != null ? text : other(value, declared, depth + 1);
    }

    private static Object number(Number value, Notation declared) throws BadValue {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                || value instanceof AtomicInteger || value instanceof AtomicLong) {
            return Tags.integer(value.longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            return Tags.floating(value.doubleValue());
        }
        if (value instanceof BigInteger number) {
            return Tags.integer(exact(number));
        }
        if (value instanceof BigDecimal number) {
            return decimal(number, declared);
        }
        return opaque(value);
    }

    /** Rebuild a number from its bits, because its class may be one of the candidate's. */
    private static BigInteger exact(BigInteger number) {
        return number.getClass() == BigInteger.class ? number : new BigInteger(number.toByteArray());
    }

    private static Object decimal(BigDecimal number, Notation declared) throws BadValue {
        boolean whole = declared.is("int") && number.signum() == 0 || number.scale() <= 0 && number.precision() < 4_000;
        return declared.is("int") && whole ? Tags.integer(number.toBigInteger()) : Tags.floating(number.doubleValue());
    }

    private static String text(Object value) {
        if (value instanceof Character || value instanceof StringBuilder || value instanceof StringBuffer) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof CharSequence letters ? new StringBuilder(letters).toString() : null;
    }

    private static Object other(Object value, Notation declared, int depth) throws BadValue {
        if (value instanceof Record) {
            return row(value, declared, depth);
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            List<Object> pair = new ArrayList<>(2);
            pair.add(of(entry.getKey(), declared.at(0), depth));
            pair.add(of(entry.getValue(), declared.at(1), depth));
            return Tags.tagged("$tuple", pair);
        }
        if (value instanceof Iterator<?> iterator) {
            return list(iterator, declared, depth);
        }
        if (value instanceof BaseStream<?, ?> stream) {
            return list(stream.iterator(), declared, depth);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] content = new byte[buffer.remaining()];
            buffer.duplicate().get(content);
            return Tags.bytes(content);
        }
        return optional(value, declared, depth);
    }

    private static Object optional(Object value, Notation declared, int depth) throws BadValue {
        if (value instanceof Optional<?> maybe) {
            return maybe.isPresent() ? of(maybe.get(), declared, depth) : null;
        }
        if (value instanceof OptionalLong maybe) {
            return maybe.isPresent() ? Tags.integer(maybe.getAsLong()) : null;
        }
        if (value instanceof OptionalInt maybe) {
            return maybe.isPresent() ? Tags.integer(maybe.getAsInt()) : null;
        }
        if (value instanceof OptionalDouble maybe) {
            return maybe.isPresent() ? Tags.floating(maybe.getAsDouble()) : null;
        }
        return opaque(value);
    }

    private static Object opaque(Object value) {
        String name = value.getClass().getSimpleName();
        return Tags.tagged("$opaque", Tags.cut(name.isEmpty() ? value.getClass().getName() : name, 80));
    }

    // ── containers ──

    private static Object container(Object value, Notation declared, int depth) throws BadValue {
        if (value instanceof Map<?, ?> map) {
            return map(map, declared, depth);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> list = list(items.iterator(), declared, depth);
            return value instanceof Set ? Tags.tagged("$set", list) : list;
        }
        if (value instanceof byte[] bytes && !declared.is("list") && !declared.is("tuple")) {
            return Tags.bytes(bytes);
        }
        if (value instanceof char[] letters && declared.is("str")) {
            return new String(letters);
        }
        List<Object> list = new ArrayList<>(Array.getLength(value));
        for (int index = 0; index < Array.getLength(value); index++) {
            list.add(of(Array.get(value, index), inside(declared, index), depth));
        }
        return list;
    }

    private static List<Object> list(Iterator<?> items, Notation declared, int depth) throws BadValue {
        List<Object> list = new ArrayList<>();
        while (items.hasNext()) {
            list.add(of(items.next(), inside(declared, list.size()), depth));
        }
        return list;
    }

    private static Notation inside(Notation declared, int index) {
        return declared.is("map") ? Notation.ANY : declared.at(declared.is("tuple") ? index : 0);
    }

    private static Object map(Map<?, ?> map, Notation declared, int depth) throws BadValue {
        List<Object> keys = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            keys.add(of(entry.getKey(), declared.is("map") ? declared.at(0) : Notation.ANY, depth));
            items.add(of(entry.getValue(), declared.is("map") ? declared.at(1) : Notation.ANY, depth));
        }
        return Tags.map(keys, items);
    }

    private static Object row(Object value, Notation declared, int depth) throws BadValue {
        RecordComponent[] components = value.getClass().getRecordComponents();
        boolean placed = declared.is("tuple") || declared.is("list");
        List<Object> list = new ArrayList<>(components.length);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < components.length; index++) {
            Notation part = placed ? inside(declared, index) : declared.is("map") ? declared.at(1) : Notation.ANY;
            Object item = of(component(value, components[index]), part, depth);
            list.add(item);
            map.put(components[index].getName(), item);
        }
        return placed ? list : map;
    }

    private static Object component(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (InvocationTargetException error) {
            throw Thrown.on(error);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
