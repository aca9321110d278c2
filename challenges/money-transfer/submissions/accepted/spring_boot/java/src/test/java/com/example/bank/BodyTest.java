package com.example.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static Body of(String text) {
        return Body.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theLargestAmountPasses() {
        assertThat(of("{\"amount\": 9007199254740991}").whole("amount", 1)).isEqualTo(Body.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"1\"", "true", "null", "9007199254740992", "1e400"})
    void otherThingsAreNoAmounts(String written) {
        assertThatThrownBy(() -> of("{\"amount\": " + written + "}").whole("amount", 1)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "a=1"})
    void otherThingsAreNoBodies(String written) {
        assertThatThrownBy(() -> of(written)).isInstanceOf(Problem.class);
    }
}
