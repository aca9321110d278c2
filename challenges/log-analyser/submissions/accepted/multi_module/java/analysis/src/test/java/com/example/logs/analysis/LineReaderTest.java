package com.example.logs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesEndWithLfOrCrLf() throws IOException {
        assertThat(lines("a\r\nbc\n\nd\u000be\u2028f\n")).containsExactly("a", "bc", "", "d\u000be\u2028f");
    }

    @Test
    void theLastLineMayLackItsEnd() throws IOException {
        assertThat(lines("a\nb")).containsExactly("a", "b");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void linesMayBeLongerThanTheBuffer() throws IOException {
        String longLine = "x".repeat(1 << 20);
        assertThat(lines("a\n" + longLine + "\nb\n")).containsExactly("a", longLine, "b");
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line.text(StandardCharsets.UTF_8));
        }
        return lines;
    }
}
