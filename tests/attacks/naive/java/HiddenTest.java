import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenTest {
    @Test
    void total() {
        assertEquals(2250, Solution.total(List.of(1999L, 1L, 250L)));
    }

    @Test
    void totalOfNone() {
        assertEquals(0, Solution.total(List.of()));
    }

    @Test
    void share() {
        assertEquals(List.of(334L, 333L, 333L), Solution.share(1000, 3));
    }

    @Test
    void read() {
        assertEquals(1234, Solution.read("12.34"));
    }

    @Test
    void refused() {
        assertThrows(IllegalArgumentException.class, () -> Solution.read("a lot"));
    }
}

// Expected values of a hidden suite: canary-5ad17c4ce0b2f93d7c4100e9
