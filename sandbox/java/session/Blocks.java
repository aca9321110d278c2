package grader.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes kept in blocks: an answer of sixteen megabytes must not be copied each time that it outgrows its room. */
final class Blocks extends OutputStream {
    private static final int SIZE = 1 << 16;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] block = new byte[SIZE];
    private int used;

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) {
        int at = start;
        for (int left = length; left > 0; ) {
            if (used == SIZE) {
                full.add(block);
                block = new byte[SIZE];
                used = 0;
            }
            int part = Math.min(left, SIZE - used);
            System.arraycopy(bytes, at, block, used, part);
            used += part;
            at += part;
            left -= part;
        }
    }

    /** Write all of it elsewhere and begin anew. */
    void moveTo(OutputStream target) throws IOException {
        for (byte[] one : full) {
            target.write(one);
        }
        target.write(block, 0, used);
        full.clear();
        used = 0;
    }
}
