package grader.session;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A class of the submission's and what the interface wants to call of it; each is looked up once. */
final class Owner {
    final Class<?> type;
    private final Types types;
    private final Map<String, List<Executable>> code;
    private final Map<String, Target[]> targets = new HashMap<>();

    /** Take stock of a class, whose static initialiser has not run yet. */
    Owner(Class<?> type) throws NotLoaded {
        this.type = type;
        try {
            types = Types.of(type);
            code = code(type);
        } catch (LinkageError error) {
            throw NotLoaded.broken("Loading " + type.getName() + " raised " + Raised.words(error));
        }
    }

    private static Map<String, List<Executable>> code(Class<?> type) {
        Map<String, List<Executable>> code = new HashMap<>();
        for (Executable constructor : type.getDeclaredConstructors()) {
            code.computeIfAbsent("", name -> new ArrayList<>()).add(constructor);
        }
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            note(code, at.getDeclaredMethods());
        }
        // What interfaces give by default; abstract ones can only be those that the class has under its own name.
        note(code, type.getMethods());
        return code;
    }

    private static void note(Map<String, List<Executable>> code, Method[] methods) {
        for (Method method : methods) {
            boolean real = !method.isSynthetic() && !Modifier.isAbstract(method.getModifiers());
            if (real && method.getDeclaringClass() != Object.class) {
                List<Executable> known = code.computeIfAbsent(method.getName(), name -> new ArrayList<>());
                if (!overridden(known, method)) {
                    known.add(method);
                }
            }
        }
    }

    private static boolean overridden(List<Executable> known, Method method) {
        for (Executable other : known) {
            if (Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
                return true;
            }
        }
        return false;
    }

    /** Give what a call with so many arguments is for; {@code ""} is the constructor. Throws where the interface is not met. */
    Target target(String name, Target.Signature signature, int given) throws NotLoaded {
        Target[] known = targets.computeIfAbsent(name, wanted -> new Target[signature.size() + 1]);
        int count = Math.min(given, signature.size());
        if (known[count] == null) {
            known[count] = found(name, signature, count);
        }
        return known[count];
    }

    /** Look for the overload that takes as many as are given, else the next larger one, left without the last. */
    private Target found(String name, Target.Signature signature, int given) throws NotLoaded {
        Mismatch refused = null;
        for (int size = given; size <= signature.size(); size++) {
            for (Executable one : ofSize(name, size)) {
                try {
                    return new Target(one, signature, types);
                } catch (Mismatch mismatch) {
                    refused = mismatch;
                }
            }
        }
        if (refused != null) {
            throw NotLoaded.missing(wanted(signature) + ": " + refused.getMessage() + ". It has: " + has(name) + ".");
        }
        String what = name.isEmpty() ? "constructor" : "method";
        throw NotLoaded.missing(type.getSimpleName() + " has no " + what + " " + signature + "; it has: "
                + Nearest.to(signature.name, all(name)) + ".");
    }

    private String wanted(Target.Signature signature) {
        return signature.name.equals(type.getSimpleName()) ? signature.toString() : type.getSimpleName() + "." + signature;
    }

    private List<Executable> ofSize(String name, int size) {
        List<Executable> found = new ArrayList<>();
        for (Executable one : code.getOrDefault(name, List.of())) {
            if (one.getParameterCount() == size) {
                found.add(one);
            }
        }
        if (found.size() > 1) {
            // Of overloads the widest, for any integer must fit; and always the same one.
            found.sort((one, other) -> {
                int wider = Integer.compare(narrow(one), narrow(other));
                return wider != 0 ? wider : one.toString().compareTo(other.toString());
            });
        }
        return found;
    }

    private static int narrow(Executable code) {
        int count = 0;
        for (Class<?> parameter : code.getParameterTypes()) {
            boolean wide = parameter == long.class || parameter == Long.class || parameter == double.class;
            count += wide || !parameter.isPrimitive() && !Number.class.isAssignableFrom(parameter) ? 0 : 1;
        }
        return count;
    }

    /** Tell, at load, whether a declared name can be called with all of its arguments and gives something where it must. */
    void check(String name, Target.Signature signature, boolean isStatic) throws NotLoaded {
        Executable code = target(name, signature, signature.size()).code;
        if (Modifier.isPrivate(code.getModifiers())) {
            throw NotLoaded.missing(wanted(signature) + " is private, so nobody else can call it.");
        }
        if (isStatic && !Modifier.isStatic(code.getModifiers())) {
            throw NotLoaded.missing(wanted(signature) + " is not static, so it cannot be called without an object.");
        }
        if (code instanceof Method method && method.getReturnType() == void.class && !signature.returns.is("none")) {
            throw NotLoaded.missing(wanted(signature) + " gives nothing back (void), but " + signature.returns
                    + " is declared.");
        }
    }

    private String has(String name) {
        Collection<String> shown = new ArrayList<>();
        for (Executable one : code.getOrDefault(name, List.of())) {
            shown.add(shown(one));
        }
        return String.join(", ", shown);
    }

    private Collection<String> all(String name) {
        Collection<String> shown = new ArrayList<>();
        for (Map.Entry<String, List<Executable>> entry : code.entrySet()) {
            for (Executable one : entry.getValue()) {
                if (entry.getKey().isEmpty() == name.isEmpty()) {
                    shown.add(shown(one));
                }
            }
        }
        return shown;
    }

    private String shown(Executable code) {
        StringBuilder text = new StringBuilder(code instanceof Method ? code.getName() : type.getSimpleName()).append('(');
        Type[] parameters = code.getGenericParameterTypes();
        for (int index = 0; index < parameters.length; index++) {
            text.append(index == 0 ? "" : ", ").append(Types.shown(types.resolved(parameters[index])));
        }
        return text.append(')').toString();
    }
}
