package planted;

import java.io.IOException;
import java.net.*;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

public final class Attack {
    private static final List<String> HOSTS = List.of("127.0.0.1", "::1", "localhost", "172.17.0.1", "172.18.0.1",
            "10.0.2.2",
            "192.168.65.2", "169.254.169.254", "1.1.1.1", "2606:4700:4700::1111", "fe80::1", "host.docker.internal",
            "gateway.docker.internal");
    /** What it is given one for, it may call. */
    private static final String DATABASE = System.getenv("PGPORT") == null ? "none"
            : String.format(":%04X", Integer.parseInt(System.getenv("PGPORT")));
    private static final int[] PORTS = {51337, 22, 53, 80, 2375, 2376};

    public static void go() {
        System.out.println("TRIED");
        for (String host : HOSTS) {
            for (int port : PORTS) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(host, port), 20);
                    System.out.println("REACHED " + host + ":" + port);
                } catch (IOException | RuntimeException refused) {
                    whisper(host, port);
                }
            }
        }
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                each.inetAddresses().filter(address -> !address.isLoopbackAddress())
                        .forEach(address -> System.out.println("REACHED a network at " + address));
            }
            System.out.println("REACHED a name server: " + InetAddress.getByName("canary.example.com"));
        } catch (IOException refused) {
            System.out.println(refused);
        }
        Stream.of("/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock",
                "/run/dbus/system_bus_socket")
                .forEach(Attack::open);
        for (String table : List.of("/proc/net/unix", "/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp",
                "/proc/net/packet")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1).map(line -> line.strip().split("\\s+")).forEach(row -> {
                    if (row.length > 7 && row[7].startsWith("/")) {
                        open(row[7]);
                    } else if (row[3].equals("0A") && !row[1].endsWith(DATABASE) || row.length > 7 && row[7].startsWith("@")) {
                        System.out.println("REACHED a listener " + String.join(" ", row));
                    }
                });
            } catch (IOException refused) {
                System.out.println(refused);
            }
        }
        try (Stream<Path> channel = Files.list(Path.of("/channel"))) {
            channel.forEach(file -> open(file.toString()));
        } catch (IOException refused) {
            System.out.println(refused);
        }
    }

    private static void whisper(String host, int port) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket("knock".getBytes(), 5, InetAddress.getByName(host), port));
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                System.out.println("REACHED by UDP " + host + ":" + port);
            }
        } catch (IOException | RuntimeException refused) {
            return;
        }
    }

    private static void open(String path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            System.out.println("REACHED " + path + " " + channel);
        } catch (IOException | RuntimeException refused) {
            System.out.println(path + " " + refused);
        }
    }
}
