import java.util.List;
import java.util.stream.Stream;

class Main {
    public static void main(String[] arguments) {
        System.out.println(addAll(Stream.of(arguments).map(Long::valueOf).toList()));
    }

    static long addAll(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
