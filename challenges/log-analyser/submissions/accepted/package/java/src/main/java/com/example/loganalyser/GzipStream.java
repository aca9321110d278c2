package com.example.loganalyser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of all members of a gzip stream, one after the other (RFC 1952). */
final class GzipStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int IGNORED_HEADER_BYTES = 6; // time, extra flags, operating system

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] input = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private boolean inMember;

    private GzipStream(InputStream packed) {
        this.packed = packed;
    }

    /** Returns the content of a stream: unpacked if it begins as gzip does, else as it is. */
    static InputStream unpacked(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
        buffered.mark(2);
        boolean gzip = buffered.read() == MAGIC_1 && buffered.read() == MAGIC_2;
        buffered.reset();
        return gzip ? new GzipStream(buffered) : buffered;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0) {
            if (!inMember && !beginMember()) {
                return -1;
            }
            int unpacked = inflate(target, offset, length);
            if (unpacked > 0) {
                checksum.update(target, offset, unpacked);
                return unpacked;
            }
            if (inflater.finished()) {
                endMember();
            } else {
                feed();
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }

    private int inflate(byte[] target, int offset, int length) throws DamagedGzipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException error) {
            throw new DamagedGzipException("gzip data cannot be unpacked: " + error.getMessage());
        }
    }

    private void feed() throws IOException {
        if (inflater.needsInput()) {
            if (position == filled && !fill()) {
                throw tooShort();
            }
            inflater.setInput(input, position, filled - position);
            position = filled;
        }
    }

    /** Reads a member's header; false where the stream has ended instead. */
    private boolean beginMember() throws IOException {
        if (position == filled && !fill()) {
            return false;
        }
        if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
            throw new DamagedGzipException("what follows a gzip member is none");
        }
        int flags = next();
        skip(IGNORED_HEADER_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        inflater.reset();
        checksum.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position -= inflater.getRemaining();
        long expected = nextInt();
        long length = nextInt();
        if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new DamagedGzipException("gzip data does not match its checksum");
        }
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int skipped = 0; skipped < count; skipped++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            continue;
        }
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private int next() throws IOException {
        if (position == filled && !fill()) {
            throw tooShort();
        }
        return input[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(packed.read(input), 0);
        return filled > 0;
    }

    private static DamagedGzipException tooShort() {
        return new DamagedGzipException("gzip data ends too early");
    }
}
