package com.example.logs.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into lines at LF and CR LF, and at nothing else. */
public final class LineReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream stream;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int filled;
    private boolean ended;

    public LineReader(InputStream stream) {
        this.stream = stream;
    }

    /** Returns the next line, which may be empty, or null behind the last one. */
    public Line next() throws IOException {
        int lineFeed = indexOfLineFeed(start);
        while (lineFeed < 0 && !ended) {
            int looked = filled - start;
            fill();
            lineFeed = indexOfLineFeed(start + looked);
        }
        if (lineFeed < 0 && start == filled) {
            return null;
        }
        int end = lineFeed < 0 ? filled : lineFeed;
        Line line = new Line(buffer, start, withoutReturn(end, lineFeed));
        start = lineFeed < 0 ? filled : lineFeed + 1;
        return line;
    }

    private int withoutReturn(int end, int lineFeed) {
        return lineFeed > start && buffer[lineFeed - 1] == '\r' ? end - 1 : end;
    }

    private int indexOfLineFeed(int from) {
        byte[] bytes = buffer;
        int end = filled;
        for (int position = from; position < end; position++) {
            if (bytes[position] == '\n') {
                return position;
            }
        }
        return -1;
    }

    /** Moves what is left to the front, makes room where there is none, and reads on. */
    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int length = stream.read(buffer, filled, buffer.length - filled);
        ended = length < 0;
        filled += Math.max(length, 0);
    }
}
