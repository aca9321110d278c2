package com.example.shortener;

import java.time.Instant;

record Link(String code, String url, long hits, Instant expiresAt) {
    boolean expired() {
        return expiresAt != null && !Instant.now().isBefore(expiresAt);
    }
}
