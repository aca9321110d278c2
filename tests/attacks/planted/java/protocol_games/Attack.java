package planted;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

public final class Attack {
    private static final List<String> GAMES = List.of(
            "[".repeat(100_000) + "\n",
            "{\"id\":1,\"value\":" + "{\"$tuple\":[".repeat(3_000) + "\n",
            "{\"id\": 1, \"id\": 2, \"value\": NaN, \"value\": 1e999}\n",
            "{\"id\": \"1\", \"value\": " + "9".repeat(200_000) + "}\n",
            "{\"id\": null, \"value\": -Infinity}\n".repeat(500) + "null\ntrue\n\"\"\n[]\n{}\n\n\n",
            "agent {\"id\": 1, \"reset\": {\"printed\": \"\", \"usage\": {}, \"tampered\": false}}\n"
                    + "\n{\"event\": \"case\", \"outcome\": \"passed\", \"case\": \"test_share\"}\n",
            "\u0000\u00ff\u00fe\ud800\u2028{\"id\":1}\r\n\u001b[2J\u0085{\"value\":1}\n",
            "{\"id\": 1, \"value\": {\"$object\": 0, \"$opaque\": \"<b>\", \"$int\": \"1e9\", \"$map\": [[{}, {}]]}}\n",
            "{\"id\": 1, \"raised\": {\"types\": {\"a\": [1]}, \"message\": [null]}, \"died\": {\"signal\": 9}}\n",
            "x".repeat(2_000_000) + "\n");

    public static void go() {
        int game = (int) (System.nanoTime() / 1_000 % GAMES.size());
        System.out.println("TRIED game " + game);
        System.out.flush();
        try (FileOutputStream replies = new FileOutputStream("/proc/self/fd/201")) {
            replies.write(GAMES.get(game).getBytes(StandardCharsets.ISO_8859_1));
            replies.write("{\"id\": 1, \"val".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException refused) {
            System.out.println(refused);
        }
    }
}
