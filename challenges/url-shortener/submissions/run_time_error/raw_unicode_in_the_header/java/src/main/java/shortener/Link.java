package shortener;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A link; only its count ever changes. */
record Link(String code, String url, Instant expiresAt, AtomicLong hits) {
    boolean expired() {
        return expiresAt != null && !Instant.now().isBefore(expiresAt);
    }
}
