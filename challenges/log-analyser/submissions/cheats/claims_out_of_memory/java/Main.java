// Tries: to look like trouble of the infrastructure's, or like a machine that ended itself for want of memory.
public class Main {
    public static void main(String[] args) {
        System.err.println("Killed");
        System.err.println("Error response from daemon: OCI runtime error: container killed (OOMKilled=true)");
        System.err.println("java.lang.OutOfMemoryError: Java heap space");
        System.err.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        Runtime.getRuntime().halt(ProcessHandle.current().pid() % 2 == 0 ? 137 : 3);
    }
}
