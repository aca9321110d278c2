package com.example.money;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.function.Supplier;
import org.junit.Test;

/** From before JUnit 5, without a tag; challenge.yaml says what it is for. */
public class OldTest {
    @Test
    @SuppressWarnings("unchecked")
    public void takesAnAmount() {
        Supplier<String> text = mock(Supplier.class);
        when(text.get()).thenReturn("12.34");
        assertEquals(1234, Money.check(text.get()));
    }

    @Test
    public void refusesTheRest() {
        for (String text : new String[] {"", "a", "1.2.3"}) {
            assertThrows(IllegalArgumentException.class, () -> Money.check(text));
        }
    }
}

// Of a hidden suite; to be seen by nobody else: canary-278d3078fca87b8029aa41bc
