package notloaded;

/** Named like the grader's own. */
public class Session {
    public static void main(String[] arguments) {
        System.out.println("{\"value\": 1}");
    }
}
