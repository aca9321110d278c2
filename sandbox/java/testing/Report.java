package grader.testing;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes events, one JSON object a line, to descriptor 3. Without a JSON library: theirs may be of another version. */
final class Report {
    private static final String PATH = "/proc/self/fd/3";

    private final OutputStream stream;
    private final String mark;
    private int count;

    Report(String mark) throws IOException {
        stream = new FileOutputStream(PATH);
        this.mark = mark;
    }

    void started(String name) {
        write("{\"event\":\"started\",\"mark\":" + quoted(mark) + ",\"name\":" + quoted(name) + "}");
    }

    void test(Told test, String outcome, double seconds, String message) {
        count++;
        String labels = test.labels().stream().map(Report::quoted).collect(Collectors.joining(","));
        write("{\"event\":\"test\",\"mark\":" + quoted(mark) + ",\"name\":" + quoted(test.name()) + ",\"title\":"
                + quoted(test.title()) + ",\"labels\":[" + labels + "],\"file\":" + quoted(test.file()) + ",\"outcome\":"
                + quoted(outcome) + ",\"seconds\":" + seconds + ",\"message\":" + quoted(message) + "}");
    }

    /** What a test is called, by itself and for a reader; its tags, the nearest first; and the file that it is in. */
    record Told(String name, String title, List<String> labels, String file) {}

    void finished() {
        write("{\"event\":\"finished\",\"mark\":" + quoted(mark) + ",\"count\":" + count + "}");
    }

    private synchronized void write(String line) {
        try {
            stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ' || letter > '~') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
