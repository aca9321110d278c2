package com.example.logs.analysis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** One line of a log, without its end: bytes of a reader's buffer, which are only good until it reads on. */
public record Line(byte[] bytes, int start, int end) {
    static Line of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Line(bytes, 0, bytes.length);
    }

    boolean isEmpty() {
        return start == end;
    }

    String text(Charset charset) {
        return new String(bytes, start, end - start, charset);
    }
}
