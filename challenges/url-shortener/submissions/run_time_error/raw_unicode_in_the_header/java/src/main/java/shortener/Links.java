package shortener;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Links in memory, and a journal that has every change before anybody is told of it.
 *
 * <p>A line is a JSON array: {@code ["link", code, url, expiresAt]} or {@code ["hit", code]}. A last line without an end
 * was being written when the server died; it is cut off.
 */
final class Links {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;

    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final RandomAccessFile journal;

    Links(Path path) throws IOException {
        byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        int whole = content.length;
        while (whole > 0 && content[whole - 1] != '\n') {
            whole--;
        }
        new String(content, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::replay);
        journal = new RandomAccessFile(path.toFile(), "rw");
        journal.setLength(whole);
        journal.seek(whole);
    }

    private void replay(String line) {
        JsonArray change = JsonParser.parseString(line).getAsJsonArray();
        String code = change.get(1).getAsString();
        if (change.get(0).getAsString().equals("hit")) {
            links.get(code).hits().incrementAndGet();
            return;
        }
        JsonElement until = change.get(3);
        Instant expiresAt = until.isJsonNull() ? null : Instant.parse(until.getAsString());
        links.put(code, new Link(code, change.get(2).getAsString(), expiresAt, new AtomicLong()));
    }

    /** Makes a link; empty where the code that was wanted is taken. */
    synchronized Optional<Link> add(Wanted wanted) {
        if (wanted.code() != null && links.containsKey(wanted.code())) {
            return Optional.empty();
        }
        String code = wanted.code() != null ? wanted.code() : freeCode();
        Instant expiresAt = wanted.expiresIn() == null ? null : Instant.now().plusSeconds(wanted.expiresIn());
        Link link = new Link(code, wanted.url(), expiresAt, new AtomicLong());
        note("link", code, link.url(), expiresAt == null ? null : expiresAt.toString());
        links.put(code, link);
        return Optional.of(link);
    }

    Optional<Link> find(String code) {
        return Optional.ofNullable(links.get(code));
    }

    synchronized void hit(Link link) {
        note("hit", link.code());
        link.hits().incrementAndGet();
    }

    private void note(String... change) {
        JsonArray line = new JsonArray();
        for (String part : change) {
            if (part == null) {
                line.add(JsonNull.INSTANCE);
            } else {
                line.add(part);
            }
        }
        try {
            journal.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private String freeCode() {
        while (true) {
            StringBuilder code = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            if (!links.containsKey(code.toString())) {
                return code.toString();
            }
        }
    }
}
