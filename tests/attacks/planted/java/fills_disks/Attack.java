package planted;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        // The last one has no limit of files but the box's memory.
        for (String folder : List.of("/tmp", "/dev", "/channel", "/scratch", "/run/lock", "/submission", "/dev/shm")) {
            Path.of(folder).toFile().setWritable(true);
            long written = large(folder + "/large");
            int files = small(folder);
            System.out.println(folder + " took " + written + " bytes and " + files + " files");
            System.out.flush();
            if (written > 64 << 20 || files > 300_000 && !folder.equals("/dev/shm")) {
                System.out.println("REACHED no limit in " + folder);
            }
        }
    }

    private static long large(String path) {
        long written = 0;
        try (FileOutputStream file = new FileOutputStream(path)) {
            for (byte[] part = new byte[1 << 20]; written <= 64 << 20; written += part.length) {
                file.write(part);
            }
        } catch (IOException full) {
            new java.io.File(path).delete();
        }
        return written;
    }

    private static int small(String folder) {
        int files = 0;
        try {
            Path deep = Path.of(folder);
            for (; files <= 300_000; files++) {
                deep = files % 1_000 == 0 ? Files.createDirectory(deep.resolve("d")) : deep;
                Files.createFile(deep.resolve(String.valueOf(files)));
            }
        } catch (IOException full) {
            return files;
        }
        return files;
    }
}
