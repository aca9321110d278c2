package com.example.logs.analysis;

import java.nio.charset.StandardCharsets;

/** Reads one line from left to right. */
final class LineParser {
    private static final int MOST_DIGITS = 15;
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;

    private final byte[] bytes;
    private final int end;
    private int position;

    private LineParser(Line line) {
        this.bytes = line.bytes();
        this.position = line.start();
        this.end = line.end();
    }

    /** Reads a line; the address is as written, since only the caller knows whether it has seen it before. */
    static Request parse(Line line) throws MalformedLineException {
        return new LineParser(line).request();
    }

    private Request request() throws MalformedLineException {
        String ip = word("address");
        word("ident");
        word("user");
        time();
        expect('"');
        method();
        String target = target();
        protocol();
        int status = status();
        long size = size();
        if (at('"')) {
            quoted();
            expect(' ');
            quoted();
            expect(' ');
        }
        long ms = number("time");
        if (position != end) {
            throw malformed("something follows the time");
        }
        return new Request(ip, target, status, size, ms);
    }

    /** Passes characters up to a space, and the space. */
    private String word(String what) throws MalformedLineException {
        int start = position;
        int space = start;
        while (space < end && bytes[space] != ' ') {
            space++;
        }
        position = space;
        expect(' ');
        if (space == start) {
            throw malformed("no " + what);
        }
        return text(start, space);
    }

    private void time() throws MalformedLineException {
        expect('[');
        while (position < end && bytes[position] != ']') {
            position++;
        }
        expect(']');
        expect(' ');
    }

    private void method() throws MalformedLineException {
        int start = position;
        while (position < end && bytes[position] >= 'A' && bytes[position] <= 'Z') {
            position++;
        }
        if (position == start) {
            throw malformed("no method");
        }
        expect(' ');
    }

    /** Passes the target and the space behind it, and returns it up to its query. */
    private String target() throws MalformedLineException {
        int start = position;
        int query = -1;
        int here = start;
        for (; here < end && bytes[here] != ' '; here++) {
            switch (bytes[here]) {
                case '"' -> throw malformed("the request ends within its target");
                case '\\' -> here++; // the character behind belongs to it
                case '?' -> query = query < 0 ? here : query;
                default -> { }
            }
        }
        if (here == start || here >= end) {
            throw malformed("no target");
        }
        position = here + 1;
        return text(start, query < 0 ? here : query);
    }

    private void protocol() throws MalformedLineException {
        for (char letter : new char[] {'H', 'T', 'T', 'P', '/'}) {
            expect(letter);
        }
        int start = position;
        while (atDigit() || at('.')) {
            position++;
        }
        if (position == start) {
            throw malformed("no version");
        }
        expect('"');
        expect(' ');
    }

    private int status() throws MalformedLineException {
        int start = position;
        long status = number("status");
        if (position != start + 3 || status < LOWEST_STATUS || status > HIGHEST_STATUS) {
            throw malformed("the status is none");
        }
        expect(' ');
        return (int) status;
    }

    private long size() throws MalformedLineException {
        long size = 0;
        if (at('-')) {
            position++;
        } else {
            size = number("size");
        }
        expect(' ');
        return size;
    }

    private void quoted() throws MalformedLineException {
        expect('"');
        int here = position;
        for (; here < end && bytes[here] != '"'; here++) {
            if (bytes[here] == '\\') {
                here++;
            }
        }
        position = here;
        expect('"');
    }

    private long number(String what) throws MalformedLineException {
        int start = position;
        long number = 0;
        while (atDigit() && position - start < MOST_DIGITS) {
            number = 10 * number + bytes[position++] - '0';
        }
        if (position == start || atDigit()) {
            throw malformed("the " + what + " is no number of 1 to 15 digits");
        }
        return number;
    }

    private void expect(char wanted) throws MalformedLineException {
        if (!at(wanted)) {
            throw malformed("expected " + wanted);
        }
        position++;
    }

    private boolean at(char wanted) {
        return position < end && bytes[position] == wanted;
    }

    private boolean atDigit() {
        return position < end && bytes[position] >= '0' && bytes[position] <= '9';
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private MalformedLineException malformed(String why) {
        return new MalformedLineException(why);
    }
}
