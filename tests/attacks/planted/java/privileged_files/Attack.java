package planted;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

public final class Attack {
    private static final List<String> FILES = List.of("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe",
            "/proc/sysrq-trigger",
            "/proc/sys/vm/overcommit_memory", "/proc/sys/fs/binfmt_misc/register", "/sys/kernel/uevent_helper",
            "/proc/1/oom_score_adj",
            "/proc/1/mem", "/sys/fs/cgroup/release_agent", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory.max",
            "/sys/fs/cgroup/pids.max", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/planted", "/etc/passwd",
            "/etc/ld.so.preload",
            "/etc/planted", "/usr/bin/java", "/usr/lib/planted", "/var/planted", "/var/tmp/planted", "/run/planted",
            "/planted", "/grader/driver.py",
            "/grader/session.jar", "/grader/planted");
    private static final List<String> FOLDERS = List.of("home", "root", "opt", "lib", "mnt");

    private static final File NOTHING = new File("/dev/null");

    public static void go() {
        System.out.println("TRIED");
        FILES.forEach(Attack::open);
        FOLDERS.forEach(folder -> open("/" + folder + "/planted"));
        run("unshare", "-Ur", "sh", "-c", "echo REACHED a namespace");
        run("mount", "-t", "tmpfs", "tmpfs", "/mnt");
        for (String command : List.of("test $(id -u) = 0 && echo REACHED root",
                "date -s 2001-01-01 && echo REACHED the clock",
                "grep -q 'CapEff:.*[1-9a-f]' /proc/self/status && echo REACHED capabilities",
                "grep -q 'NoNewPrivs:.*0' /proc/self/status && echo REACHED new privileges",
                "cp /bin/sh /tmp/shell && chmod 4755 /tmp/shell && /tmp/shell -c 'echo REACHED a program of its own'")) {
            run("sh", "-c", command);
        }
        for (String folder : List.of("/usr/bin", "/usr/sbin", "/usr/libexec", "/usr/local/bin")) {
            try (Stream<Path> files = Files.walk(Path.of(folder), 2)) {
                files.filter(Attack::raises).forEach(file -> System.out.println("REACHED the set-id " + file));
            } catch (IOException | RuntimeException refused) {
                System.out.println(refused);
            }
        }
    }

    private static boolean raises(Path file) {
        try {
            return !Files.isSymbolicLink(file) && ((int) Files.getAttribute(file, "unix:mode",
                    LinkOption.NOFOLLOW_LINKS) & 06000) != 0;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void open(String path) {
        try (FileOutputStream file = new FileOutputStream(path, true)) {
            System.out.println("REACHED " + path + " " + file.getFD().valid());
        } catch (IOException refused) {
            return;
        }
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectInput(NOTHING).redirectErrorStream(true).start();
            System.out.println(new String(process.getInputStream().readNBytes(400)) + process.waitFor());
        } catch (IOException | InterruptedException refused) {
            System.out.println(refused);
        }
    }
}
