package grader.session;

import java.util.ArrayList;
import java.util.List;

/** A declared type, as {@code challenge.yaml} writes it: {@code map[str, list[int?]]}. The host has checked that it parses. */
final class Notation {
    static final Notation ANY = new Notation("any", List.of(), true);

    final String name;
    final List<Notation> inner;
    final boolean optional;

    private Notation(String name, List<Notation> inner, boolean optional) {
        this.name = name;
        this.inner = inner;
        this.optional = optional;
    }

    /** Read a type; what is not named by the caller is {@code any}. */
    static Notation parse(String text) {
        return new Parser(text).type();
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /** Give the type at a place inside; {@code any} where the declaration does not say. */
    Notation at(int index) {
        return index < inner.size() ? inner.get(index) : ANY;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (int index = 0; index < inner.size(); index++) {
            text.append(index == 0 ? "[" : ", ").append(inner.get(index));
        }
        return text.append(inner.isEmpty() ? "" : "]").append(optional ? "?" : "").toString();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text.replace(" ", "");
        }

        Notation type() {
            int start = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            List<Notation> inner = new ArrayList<>();
            if (ahead('[')) {
                do {
                    inner.add(type());
                } while (ahead(','));
                at++;
            }
            return new Notation(name, inner, ahead('?'));
        }

        private boolean ahead(char wanted) {
            boolean found = at < text.length() && text.charAt(at) == wanted;
            at += found ? 1 : 0;
            return found;
        }
    }
}
