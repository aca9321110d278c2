package training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Has a bit of everything that submissions have, so that its classes are in the archives. */
public final class Solution {
    private Solution() {}

    record Point(long x, double y) {}

    enum Colour {
        RED,
        GREEN
    }

    sealed interface Shape permits Square, Circle {}

    record Square(double side) implements Shape {}

    record Circle(double radius) implements Shape {}

    static Map<String, List<Long>> grouped(List<String> words, Map<String, Long> weights) {
        return words.stream().collect(Collectors.groupingBy(
                word -> word.substring(0, 1), TreeMap::new, Collectors.mapping(word -> weights.getOrDefault(word, 0L), Collectors.toList())));
    }

    static Optional<Point> nearest(Point from, Set<Long> places, long[] more, Long most) {
        var all = new ArrayList<>(places);
        for (long place : more) {
            all.add(place);
        }
        return all.stream().sorted().findFirst().map(place -> new Point(place, from.y() * 2));
    }

    static double area(Object given) {
        Shape shape = given instanceof Number side ? new Square(side.doubleValue()) : new Circle(1.5);
        return switch (shape) {
            case Square(double side) -> side * side;
            case Circle circle -> Math.PI * circle.radius() * circle.radius();
        };
    }

    static byte[] refused(byte[] content, Colour colour, boolean really, int[][] table) {
        if (really) {
            throw new IllegalStateException("%s: %d bytes, %d rows".formatted(colour, content.length, table.length));
        }
        return content;
    }

    /** Print, as a program does. */
    public static void main(String[] arguments) {
        System.out.println("Hello, " + String.join(", ", arguments) + "!");
    }
}
