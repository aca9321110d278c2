package grader.session;

import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses how values of a declared type become a Java type of the submission's. */
final class Choice {
    /** A type may contain itself, as {@code record Tree(List<Tree> children)}; no declared type goes deeper. */
    private static final int MAX_DEPTH = 16;

    private final Types types;
    private int depth;

    private Choice(Types types) {
        this.types = types;
    }

    /** Choose the conversion; {@code Mismatch} where nothing of the declared type could ever become the Java type. */
    static Into of(Type type, Notation declared, Types types) throws Mismatch {
        return new Choice(types).into(type, declared);
    }

    private Into into(Type type, Notation declared) throws Mismatch {
        Class<?> raw = types.raw(type);
        depth++;
        Into chosen = depth > MAX_DEPTH ? null : chosen(types.resolved(type), raw, declared);
        depth--;
        if (chosen == null) {
            throw new Mismatch(declared, Types.shown(types.resolved(type)));
        }
        chosen.javaType = Types.shown(types.resolved(type));
        chosen.takesNull = !raw.isPrimitive();
        return chosen;
    }

    private Into chosen(Type type, Class<?> raw, Notation declared) throws Mismatch {
        if (raw == Optional.class) {
            return new Scalars.Maybe(into(types.argument(type, Optional.class, 0), declared));
        }
        // Object, Number, Comparable and Serializable say nothing, so the value does.
        if (!raw.isPrimitive() && raw != Long.class && raw.isAssignableFrom(Long.class)) {
            boolean number = declared.is("int") || declared.is("float") || declared.is("any");
            return raw != Number.class || number ? new Natural(raw, declared) : null;
        }
        switch (declared.name) {
            case "int":
                return number(raw);
            case "float":
                return fraction(raw);
            case "str":
                return text(raw);
            case "bool":
                return truth(raw);
            case "bytes":
                return bytes(raw);
            case "none":
                return raw.isPrimitive() ? null : new Scalars.Nothing();
            case "map":
                return keyed(type, raw, declared);
            case "any":
                return anything(type, raw);
            default:
                return items(type, raw, declared);
        }
    }

    private Into anything(Type type, Class<?> raw) throws Mismatch {
        Into[] plain = {number(raw), text(raw), truth(raw), bytes(raw)};
        for (Into into : plain) {
            if (into != null) {
                return into;
            }
        }
        Into items = items(type, raw, Notation.ANY);
        return items != null ? items : keyed(type, raw, Notation.ANY);
    }

    private static Into number(Class<?> raw) {
        Class<?> boxed = boxed(raw);
        boolean whole = boxed == Long.class || boxed == Integer.class || boxed == Short.class || boxed == Byte.class
                || boxed == BigInteger.class || boxed == OptionalInt.class || boxed == OptionalLong.class;
        return whole ? new Scalars.Whole(boxed) : fraction(raw);
    }

    private static Into fraction(Class<?> raw) {
        Class<?> boxed = boxed(raw);
        boolean fits = boxed == Double.class || boxed == Float.class || boxed == BigDecimal.class
                || boxed == OptionalDouble.class;
        return fits ? new Scalars.Fraction(boxed) : null;
    }

    private static Class<?> boxed(Class<?> raw) {
        return raw.isPrimitive() ? Array.get(Array.newInstance(raw, 1), 0).getClass() : raw;
    }

    private static Into text(Class<?> raw) {
        if (raw == String.class || raw == CharSequence.class) {
            return new Scalars.Text();
        }
        if (raw == char.class || raw == Character.class) {
            return new Scalars.Letter();
        }
        if (raw == char[].class) {
            return new Scalars.Letters();
        }
        return raw.isEnum() ? new Scalars.Named(raw) : null;
    }

    private static Into truth(Class<?> raw) {
        return raw == boolean.class || raw == Boolean.class ? new Scalars.Truth() : null;
    }

    private static Into bytes(Class<?> raw) {
        return raw == byte[].class || raw == ByteBuffer.class || raw == InputStream.class ? new Scalars.Bytes(raw) : null;
    }

    private Into items(Type type, Class<?> raw, Notation declared) throws Mismatch {
        if (raw.isArray()) {
            Type component = types.component(type);
            return new Containers.Items(Shape.ARRAY, types.raw(component), inner(component, declared));
        }
        if (raw.isRecord()) {
            return declared.is("tuple") || declared.is("any") ? row(type, raw, declared) : null;
        }
        if (raw == Map.Entry.class) {
            Into key = into(types.argument(type, Map.Entry.class, 0), declared.at(0));
            return new Containers.Pair(key, into(types.argument(type, Map.Entry.class, 1), declared.at(1)));
        }
        Shape shape = Shape.of(raw);
        boolean ordered = declared.is("list") || declared.is("tuple");
        if (shape == null || ordered && Set.class.isAssignableFrom(raw)) {
            return null;
        }
        Class<?> generic = shape == Shape.STREAM ? Stream.class : shape == Shape.ITERATOR ? Iterator.class : Iterable.class;
        return new Containers.Items(shape, raw, inner(types.argument(type, generic, 0), declared));
    }

    /** Make what reads the items: one for each place of a tuple, one for all of anything else. */
    private Into[] inner(Type type, Notation declared) throws Mismatch {
        Into[] inner = new Into[declared.is("tuple") ? declared.inner.size() : 1];
        for (int index = 0; index < inner.length; index++) {
            inner[index] = into(type, declared.at(index));
        }
        return inner;
    }

    private Into keyed(Type type, Class<?> raw, Notation declared) throws Mismatch {
        if (raw.isRecord()) {
            return row(type, raw, declared);
        }
        if (!Containers.Keyed.makes(raw)) {
            return null;
        }
        Into key = into(types.argument(type, Map.class, 0), declared.at(0));
        return new Containers.Keyed(raw, key, into(types.argument(type, Map.class, 1), declared.at(1)));
    }

    private Into row(Type type, Class<?> raw, Notation declared) throws Mismatch {
        boolean placed = declared.is("tuple");
        int size = raw.getRecordComponents().length;
        if (placed && declared.inner.size() != size) {
            throw new Mismatch(declared, Types.shown(type) + ", a record of " + size + " components");
        }
        Choice inside = new Choice(types.within(type));
        inside.depth = depth;
        Into[] parts = new Into[size];
        for (int index = 0; index < size; index++) {
            Notation part = placed ? declared.at(index) : declared.is("map") ? declared.at(1) : Notation.ANY;
            parts[index] = inside.into(raw.getRecordComponents()[index].getGenericType(), part);
        }
        return new Row(raw, parts);
    }
}
