package planted;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class Attack {
    private static final Pattern ID = Pattern.compile("\"id\": ?(\"[^\"]*\"|\\d+)");
    private static final String ANSWER = """
            {"id": %1$s, "value": true, "outcome": "passed", "passed": true}
            {"id": %1$s, "value": {"outcome": "passed"}, "raised": null}
            {"id": %1$s, "reset": {"printed": "", "usage": {}, "tampered": false}}
            """;

    public static void go() {
        System.out.println("TRIED");
        for (int thief = 0; thief < 4; thief++) {
            Thread thread = new Thread(Attack::steal);
            thread.setPriority(Thread.MAX_PRIORITY);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void steal() {
        byte[] part = new byte[65536];
        try (FileInputStream requests = new FileInputStream("/proc/self/fd/200");
                FileOutputStream replies = new FileOutputStream("/proc/self/fd/201")) {
            for (int length = requests.read(part); length > 0; length = requests.read(part)) {
                String stolen = new String(part, 0, length, StandardCharsets.UTF_8);
                System.out.println("stole " + stolen.strip());
                for (Matcher id = ID.matcher(stolen); id.find(); ) {
                    replies.write(ANSWER.formatted(id.group(1)).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException refused) {
            System.out.println(refused);
        }
    }
}
