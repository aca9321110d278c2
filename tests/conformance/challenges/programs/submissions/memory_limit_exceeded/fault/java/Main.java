import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class Main {
    public static void main(String[] arguments) {
        System.out.println(addAll(Stream.of(arguments).map(Long::valueOf).toList()));
    }

    static long addAll(List<Long> numbers) {
        List<byte[]> kept = new ArrayList<>();
        while (!numbers.isEmpty()) {
            kept.add(new byte[1 << 20]);
        }
        return 0;
    }
}
