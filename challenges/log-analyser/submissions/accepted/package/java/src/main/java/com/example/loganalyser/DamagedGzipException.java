package com.example.loganalyser;

import java.io.IOException;

/** A gzip input is cut short or broken. */
final class DamagedGzipException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedGzipException(String message) {
        super(message);
    }
}
