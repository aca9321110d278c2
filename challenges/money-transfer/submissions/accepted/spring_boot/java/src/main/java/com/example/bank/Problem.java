package com.example.bank;

import org.springframework.http.HttpStatus;

/** What a client did wrong. */
class Problem extends RuntimeException {
    private final HttpStatus status;
    private final String code;

    Problem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static Problem invalid(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
