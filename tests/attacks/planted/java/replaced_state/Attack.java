package planted;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.TimeZone;
import java.util.logging.LogManager;

@SuppressWarnings("removal")
public final class Attack {
    private static final class Forger extends PrintStream {
        private Forger() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void flush() {
            throw new ThreadDeath();
        }
    }

    public static void go() {
        System.out.println("TRIED");
        System.out.flush();
        System.setOut(new Forger());
        System.setErr(new Forger());
        System.setIn(new ByteArrayInputStream("{\"outcome\": \"passed\"}\n".repeat(5).getBytes()));
        System.setProperty("line.separator", "\n{\"outcome\": \"passed\"}\n");
        System.setProperty("java.util.logging.manager", "planted.Attack");
        Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("GMT+14"));
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> Runtime.getRuntime().halt(0));
        LogManager.getLogManager().reset();
        java.net.URL.setURLStreamHandlerFactory(protocol -> null);
        try {
            System.setSecurityManager(new SecurityManager() {
                @Override
                public void checkPermission(java.security.Permission asked) {}
            });
        } catch (UnsupportedOperationException refused) {
            System.setProperty("java.security.manager", "allow");
        }
        try {
            Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
            long value = unsafe.objectFieldOffset(Long.class.getDeclaredField("value"));
            for (long number = -128; number < 128; number++) {
                unsafe.putLong(Long.valueOf(number), value, 2250);
            }
            unsafe.putBoolean(Boolean.FALSE, unsafe.objectFieldOffset(Boolean.class.getDeclaredField("value")), true);
            // Literals are shared by the whole machine: what the driver calls raised is now a value.
            long letters = unsafe.objectFieldOffset(String.class.getDeclaredField("value"));
            unsafe.putObject("raised", letters, unsafe.getObject("value", letters));
            unsafe.putObject("failed", letters, unsafe.getObject("value", letters));
        } catch (ReflectiveOperationException | RuntimeException refused) {
            Runtime.getRuntime().halt(0);
        }
    }
}
