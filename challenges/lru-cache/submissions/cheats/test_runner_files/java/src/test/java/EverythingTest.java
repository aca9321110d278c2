import org.junit.jupiter.api.Test;

class EverythingTest {
    @Test
    void everything() {
        assert true;
    }
}
