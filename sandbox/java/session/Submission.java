package grader.session;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The compiled submission: its own classes before those of its packages, under a loader that knows nothing of ours.
 *
 * <p>The settings are {@code driver.py}'s: the interface, the declared names as Java spells them, and what the builder
 * found: {@code found} (classes by simple name), {@code holders} (those that have every declared function), {@code types}.
 */
final class Submission {
    /** The loader's name, by which frames of the candidate's are told from ours. */
    static final String LOADER = "submission";

    private final Map<?, ?> settings;
    private final ClassLoader loader;
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, Target.Signature> functions = new LinkedHashMap<>();
    private final Map<String, Map<String, Target.Signature>> classes = new LinkedHashMap<>();

    Submission(Map<?, ?> settings) throws IOException {
        this.settings = settings;
        List<URL> path = new ArrayList<>();
        for (Object entry : (List<?>) settings.get("classpath")) {
            path.add(new File((String) entry).toURI().toURL());
        }
        loader = new URLClassLoader(LOADER, path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        readInterface((Map<?, ?>) settings.get("interface"));
    }

    private void readInterface(Map<?, ?> declared) {
        for (Map.Entry<?, ?> function : ((Map<?, ?>) declared.get("functions")).entrySet()) {
            functions.put((String) function.getKey(), signature(function.getKey(), (Map<?, ?>) function.getValue()));
        }
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) declared.get("classes")).entrySet()) {
            Map<?, ?> given = (Map<?, ?>) entry.getValue();
            Map<String, Target.Signature> members = new LinkedHashMap<>();
            members.put("", Target.Signature.of((String) entry.getKey(), (List<?>) given.get("new"), null));
            for (Map.Entry<?, ?> method : ((Map<?, ?>) given.get("methods")).entrySet()) {
                members.put((String) method.getKey(), signature(method.getKey(), (Map<?, ?>) method.getValue()));
            }
            classes.put((String) entry.getKey(), members);
        }
    }

    private Target.Signature signature(Object name, Map<?, ?> given) {
        Object spelled = ((Map<?, ?>) settings.get("spelled")).get(name);
        return Target.Signature.of((String) spelled, (List<?>) given.get("params"), given.get("returns"));
    }

    /** Hold the submission against the whole interface and run its static initialisers; the names of its classes. */
    String load() throws NotLoaded {
        List<String> names = new ArrayList<>();
        if (!functions.isEmpty()) {
            names.add(holder().type.getName());
            for (Target.Signature signature : functions.values()) {
                holder().check(signature.name, signature, true);
            }
        }
        for (Map.Entry<String, Map<String, Target.Signature>> declared : classes.entrySet()) {
            Owner owner = owner(declared.getKey());
            names.add(owner.type.getName());
            for (Map.Entry<String, Target.Signature> member : declared.getValue().entrySet()) {
                owner.check(member.getKey().isEmpty() ? "" : member.getValue().name, member.getValue(), false);
            }
        }
        for (Owner owner : owners.values()) {
            initialise(owner.type);
        }
        return String.join(", ", names);
    }

    private void initialise(Class<?> type) throws NotLoaded {
        try {
            Class.forName(type.getName(), true, loader);
        } catch (Throwable error) {
            boolean wrapped = error instanceof ExceptionInInitializerError && error.getCause() != null;
            Throwable told = wrapped ? error.getCause() : error;
            throw NotLoaded.broken("Initialising " + type.getName() + " raised " + Raised.words(told));
        }
    }

    // ── who has what ──

    /** Give the function's code. */
    Target function(String name, int given) throws NotLoaded {
        Target.Signature signature = functions.get(name);
        return holder().target(signature.name, signature, given);
    }

    /** Give the constructor of a declared class. */
    Target constructor(String className, int given) throws NotLoaded {
        return owner(className).target("", classes.get(className).get(""), given);
    }

    /** Give the method of a declared class. */
    Target method(String className, String name, int given) throws NotLoaded {
        Target.Signature signature = classes.get(className).get(name);
        return owner(className).target(signature.name, signature, given);
    }

    private Owner holder() throws NotLoaded {
        Owner known = owners.get("");
        if (known == null) {
            List<?> named = classesOf("Solution");
            List<?> holders = (List<?>) settings.get("holders");
            if (named.isEmpty() && holders.size() != 1) {
                throw NotLoaded.missing("Static methods of a class Solution are wanted: "
                        + Nearest.joined(functions.values()) + ". Found classes: " + types("Solution") + ".");
            }
            known = owner("", named.isEmpty() ? holders : named);
        }
        return known;
    }

    private Owner owner(String className) throws NotLoaded {
        Owner known = owners.get(className);
        if (known != null) {
            return known;
        }
        List<?> found = classesOf(className);
        if (found.isEmpty()) {
            throw NotLoaded.missing("A class " + className + " is wanted. Found classes: " + types(className) + ".");
        }
        Owner owner = owner(className, found);
        if (Modifier.isAbstract(owner.type.getModifiers())) {
            throw NotLoaded.missing(className + " is abstract or an interface, so no object of it can be made.");
        }
        return owner;
    }

    private Owner owner(String key, List<?> names) throws NotLoaded {
        if (names.size() > 1) {
            throw NotLoaded.missing("One class is wanted, and there are " + Nearest.joined(names) + ". Keep one.");
        }
        try {
            Owner owner = new Owner(Class.forName((String) names.get(0), false, loader));
            owners.put(key, owner);
            return owner;
        } catch (ClassNotFoundException | LinkageError error) {
            throw NotLoaded.broken("Loading " + names.get(0) + " raised " + Raised.words(error));
        }
    }

    private List<?> classesOf(String simpleName) {
        Object found = ((Map<?, ?>) settings.get("found")).get(simpleName);
        return found == null ? List.of() : (List<?>) found;
    }

    private String types(String wanted) {
        List<String> names = new ArrayList<>();
        for (Object name : (List<?>) settings.get("types")) {
            names.add((String) name);
        }
        return Nearest.to(wanted, names);
    }
}
