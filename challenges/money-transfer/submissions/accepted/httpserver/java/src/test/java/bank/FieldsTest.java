package bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static long amount(String written) {
        byte[] content = ("{\"amount\": " + written + "}").getBytes(StandardCharsets.UTF_8);
        return Fields.whole(Fields.object(content), "amount", 1);
    }

    @Test
    void wholeNumbersWithinTheRangePass() {
        assertEquals(1, amount("1"));
        assertEquals(9007199254740991L, amount("9007199254740991"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"1\"", "true", "null", "[]", "9007199254740992", "18446744073709551617"})
    void otherThingsAreNoAmounts(String written) {
        assertEquals("invalid_request", assertThrows(Problem.class, () -> amount(written)).code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "a=1", "{} {}"})
    void whatIsNotJsonIsRefused(String written) {
        byte[] content = written.getBytes(StandardCharsets.UTF_8);
        assertEquals(400, assertThrows(Problem.class, () -> Fields.object(content)).status);
    }
}
