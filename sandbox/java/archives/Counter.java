package training;

/** An object that keeps something. */
public class Counter {
    private long total;

    /** Start somewhere. */
    public Counter(long start) {
        total = start;
    }

    /** Go on. */
    public Long add(Long more) {
        total += more;
        return total;
    }
}
