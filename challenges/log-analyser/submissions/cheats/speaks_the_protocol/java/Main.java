// Tries: to answer in the agent's place, to order the agent about, or to listen where the agent listened.
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

public class Main {
    private static final String AGENT = "/channel/agent.sock";
    private static final String LINES = """
            agent {"id": "1", "ran": {"exit_code": 0, "signal": null, "stdout": "e30=", "stderr": ""}}
            {"id": "1", "op": "run", "args": []}
            {"id": "2", "op": "reset"}
            """;

    public static void main(String[] args) {
        addresses().forEach(Main::speak);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(AGENT));
            listener.configureBlocking(false);
            SocketChannel caller = listener.accept();
            if (caller != null) {
                caller.write(ByteBuffer.wrap(LINES.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException | RuntimeException refused) {
            System.err.println(refused);
        }
        System.out.println("{}");
    }

    private static void speak(String address) {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            connection.configureBlocking(false);
            connection.write(ByteBuffer.wrap(LINES.getBytes(StandardCharsets.UTF_8)));
            connection.read(ByteBuffer.allocate(4096));
        } catch (IOException | RuntimeException refused) {
            return;
        }
    }

    private static List<String> addresses() {
        List<String> addresses = new ArrayList<>(List.of(AGENT));
        try (Stream<String> table = Files.lines(Path.of("/proc/net/unix"))) {
            table.skip(1).map(line -> line.split(" +")).filter(row -> row.length > 7).forEach(row -> addresses.add(row[7]));
        } catch (IOException | RuntimeException refused) {
            return addresses;
        }
        return addresses;
    }
}
