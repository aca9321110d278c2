package com.example.loganalyser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipStreamTest {
    private static final String TEXT = "one line\n".repeat(30_000);

    @Test
    void plainContentPassesThrough() throws IOException {
        assertThat(unpacked("plain".getBytes(StandardCharsets.UTF_8))).isEqualTo("plain");
        assertThat(unpacked(new byte[0])).isEmpty();
        assertThat(unpacked(new byte[] {0x1f})).hasSize(1);
    }

    @Test
    void allMembersAreUnpacked() throws IOException {
        byte[] members = Arrays.copyOf(gzip(TEXT), gzip(TEXT).length + gzip("two").length);
        System.arraycopy(gzip("two"), 0, members, gzip(TEXT).length, gzip("two").length);
        assertThat(unpacked(members)).isEqualTo(TEXT + "two");
    }

    @Test
    void aMemberThatIsCutShortIsNoticedWherever() throws IOException {
        byte[] whole = gzip("a line\n");
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(DamagedGzipException.class).isThrownBy(() -> unpacked(cut));
        }
    }

    @Test
    void aWrongByteIsNoticed() throws IOException {
        byte[] damaged = gzip(TEXT);
        damaged[damaged.length - 8] ^= 1;
        assertThatExceptionOfType(DamagedGzipException.class).isThrownBy(() -> unpacked(damaged));
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static String unpacked(byte[] bytes) throws IOException {
        return new String(GzipStream.unpacked(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
