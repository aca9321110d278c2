package grader.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One constructor or method of the submission's, with the conversions that its declared signature needs. */
final class Target {
    final Executable code;

    private final List<String> names;
    private final Into[] into;
    private final Notation returns;

    /** Prepare a call; {@code Mismatch} where a declared type cannot become the parameter's. */
    Target(Executable code, Signature signature, Types types) throws Mismatch {
        this.code = code;
        names = signature.names;
        returns = signature.returns;
        Type[] parameters = code.getGenericParameterTypes();
        into = new Into[parameters.length];
        for (int index = 0; index < parameters.length; index++) {
            into[index] = Choice.of(parameters[index], signature.types.get(index), types);
        }
        // What is not public is no less the candidate's; only a framework's closed module would refuse.
        code.trySetAccessible();
    }

    /** Call it and give what it gave as it is; what it throws is thrown on. */
    Object call(Object receiver, List<?> given) throws DoesNotFit, BadValue {
        Object[] arguments = new Object[into.length];
        for (int index = 0; index < into.length; index++) {
            arguments[index] = argument(index, index < given.size() ? given.get(index) : null);
        }
        try {
            return code instanceof Method method
                    ? method.invoke(receiver, arguments)
                    : ((Constructor<?>) code).newInstance(arguments);
        } catch (InvocationTargetException error) {
            throw Thrown.on(error);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(error);
        }
    }

    private Object argument(int index, Object node) throws DoesNotFit, BadValue {
        try {
            return into[index].from(node);
        } catch (DoesNotFit error) {
            throw error.within("argument " + names.get(index));
        }
    }

    /** Call it and copy what it gave, as the declared type wants it. */
    Object answer(Object receiver, List<?> given) throws DoesNotFit, BadValue {
        return Plain.of(call(receiver, given), returns);
    }

    /** A declared function, method or constructor. */
    static final class Signature {
        final String name;
        final List<String> names;
        final List<Notation> types;
        final Notation returns;

        private Signature(String name, List<String> names, List<Notation> types, Notation returns) {
            this.name = name;
            this.names = names;
            this.types = types;
            this.returns = returns;
        }

        /** Read one of the interface's own form: parameters with {@code name} and {@code type}. */
        static Signature of(String name, List<?> params, Object returns) {
            List<String> names = new ArrayList<>();
            List<Notation> types = new ArrayList<>();
            for (Object param : params) {
                names.add((String) ((Map<?, ?>) param).get("name"));
                types.add(Notation.parse((String) ((Map<?, ?>) param).get("type")));
            }
            return new Signature(name, names, types, Notation.parse(returns == null ? "none" : (String) returns));
        }

        int size() {
            return names.size();
        }

        /** Write it as it is to be called: {@code put(key, value, ttl_ms)}. */
        @Override
        public String toString() {
            return name + "(" + String.join(", ", names) + ")";
        }
    }
}
