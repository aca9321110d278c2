package com.example.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hidden tests as a company may have them. */
@DisplayName("Money")
class MoneyTest {
    @Test
    @Tag("R1")
    @DisplayName("adds two amounts")
    void adds() {
        assertEquals(5, Money.add(2, 3));
    }

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({"1, 1, 2", "-5, 3, -2"})
    @Tag("R1")
    void addsMore(long a, long b, long total) {
        assertEquals(total, Money.add(a, b));
    }

    @Nested
    @Tag("R2")
    @DisplayName("when splitting")
    class Splitting {
        @Test
        void givesTheFirstTheRest() {
            assertThat(Money.split(100, 3)).containsExactly(34L, 33L, 33L);
        }

        @Test
        void losesNothing() {
            long[] shares = Money.split(100, 7);
            assertThat(java.util.Arrays.stream(shares).sum()).isEqualTo(100);
        }

        @Test
        @Disabled("not decided yet")
        void ofADebt() {
            assertThat(Money.split(-100, 3)).containsExactly(-34L, -33L, -33L);
        }
    }
}

// Of a hidden suite; to be seen by nobody else: canary-278d3078fca87b8029aa41bc
