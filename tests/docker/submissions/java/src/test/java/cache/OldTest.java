package cache;

import static org.junit.Assert.assertEquals;

import org.junit.Ignore;
import org.junit.Test;

public class OldTest {
    @Test
    public void isEmpty() {
        assertEquals(0, new LruCache(1).size());
    }

    @Ignore("old")
    @Test
    public void ignored() {
    }
}
