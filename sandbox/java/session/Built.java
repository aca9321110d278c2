package grader.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Objects of classes that have a constructor without arguments. */
final class Built {
    private Built() {}

    /** Whether there is such a constructor. */
    static boolean possible(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers()) && constructor(type) != null;
    }

    /** Make an empty one. */
    static Object empty(Class<?> type) {
        try {
            return constructor(type).newInstance();
        } catch (InvocationTargetException error) {
            throw Thrown.on(error);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> found = type.getDeclaredConstructor();
            return found.trySetAccessible() ? found : null;
        } catch (NoSuchMethodException error) {
            return null;
        }
    }
}
