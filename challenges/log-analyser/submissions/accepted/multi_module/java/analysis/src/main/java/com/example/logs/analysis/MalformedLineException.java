package com.example.logs.analysis;

/** A line has neither of the two forms. There may be one a line, so it carries no stack trace. */
final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String message) {
        super(message, null, false, false);
    }
}
