package com.example.logs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String LINE = "192.0.2.7 - - [t] \"GET /caf\u00e9?item=4 HTTP/1.1\" 200 2326 41\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void reportsOnAllInputsTogether() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.log"), LINE);
        Path packed = folder.resolve("b.log");
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(packed))) {
            file.write((LINE + "broken\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(run(LINE, "--top", "1", plain.toString(), packed.toString(), "-")).isEqualTo(Main.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"requests\" : 3,", "\"malformed\" : 1,", "\"url\" : \"/caf\u00e9\",")
                .endsWith("}\n");
    }

    @Test
    void readsStandardInputWhereNoFileIsNamed() {
        assertThat(run(LINE)).isEqualTo(Main.OK);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"requests\" : 1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--frobnicate", "--top", "--top 0", "--top 2.5", "--top many", "--top -1", "no-such-file", "."})
    void refusesWhatItCannotUse(String arguments) {
        assertThat(run(LINE, arguments.split(" "))).isEqualTo(Main.UNUSABLE);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isNotBlank();
    }

    @Test
    void namesTheFileThatIsMissing() {
        run("", "no-such-file");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no-such-file");
    }

    @Test
    void reportsNothingOnDamagedInput() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.log"), LINE);
        Path cut = Files.write(folder.resolve("b.log"), new byte[] {0x1f, (byte) 0x8b, 8});

        assertThat(run("", plain.toString(), cut.toString())).isEqualTo(Main.DAMAGED);
        assertThat(out.size()).isZero();
        assertThat(err.size()).isPositive();
    }

    private int run(String input, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Main(in, new PrintStream(out), new PrintStream(err)).run(arguments);
    }
}
