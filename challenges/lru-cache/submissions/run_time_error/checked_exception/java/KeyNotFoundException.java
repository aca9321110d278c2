/** There is no such entry. */
public class KeyNotFoundException extends Exception {
    public KeyNotFoundException(String key) {
        super(key);
    }
}
