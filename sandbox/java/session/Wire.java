package grader.session;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON lines in and out, as plain trees: {@code null}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code Double},
 * {@code String}, {@code List} and {@code Map}. Tagged values are still maps here; {@link Tags} reads them.
 */
final class Wire {
    /** A tagged value takes up to three levels of JSON for each of the format's 64. */
    private static final int MAX_NESTING = 3 * Tags.MAX_DEPTH + 16;

    private final JsonFactory json;
    private final JsonParser requests;
    private final OutputStream replies;
    private final Blocks blocks = new Blocks();

    Wire(InputStream requests, OutputStream replies) throws IOException {
        // Interning would keep every key of every map that a suite ever sends.
        json = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
        this.requests = json.createParser(requests);
        this.replies = replies;
    }

    /** Wait for the next request; {@code null} once the agent has hung up. */
    @SuppressWarnings("unchecked")
    Map<String, Object> next() throws IOException, BadValue {
        JsonToken token = requests.nextToken();
        return token == null ? null : (Map<String, Object>) value(token, 0);
    }

    /** Read one JSON document, which is not a request. */
    static Object parsed(String text) throws IOException, BadValue {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            return new Wire(parser).value(parser.nextToken(), 0);
        }
    }

    private Wire(JsonParser parser) {
        json = null;
        requests = parser;
        replies = null;
    }

    private Object value(JsonToken token, int depth) throws IOException, BadValue {
        if (depth > MAX_NESTING) {
            throw new BadValue("nested more than " + Tags.MAX_DEPTH + " deep");
        }
        switch (token) {
            case START_ARRAY:
                return list(depth + 1);
            case START_OBJECT:
                return map(depth + 1);
            case VALUE_STRING:
                return requests.getText();
            case VALUE_NUMBER_INT:
                return whole();
            case VALUE_NUMBER_FLOAT:
                return floating();
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            default:
                return null;
        }
    }

    private List<Object> list(int depth) throws IOException, BadValue {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = requests.nextToken(); token != JsonToken.END_ARRAY; token = requests.nextToken()) {
            items.add(value(token, depth));
        }
        return items;
    }

    private Map<String, Object> map(int depth) throws IOException, BadValue {
        Map<String, Object> items = new LinkedHashMap<>();
        int count = 0;
        while (requests.nextToken() != JsonToken.END_OBJECT) {
            String key = requests.getCurrentName();
            items.put(key, value(requests.nextToken(), depth));
            count++;
        }
        if (count != items.size()) {
            throw new BadValue("an object has the same key twice");
        }
        return items;
    }

    private Object whole() throws IOException {
        if (requests.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return requests.getBigIntegerValue();
        }
        return requests.getLongValue();
    }

    private Object floating() throws IOException, BadValue {
        double number = requests.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw new BadValue("a number is too large");
        }
        return number;
    }

    /** Send one line, whole: it is put together first, so that a failure half-way leaves nothing on the channel. */
    void send(Map<String, Object> message) throws IOException {
        try (JsonGenerator line = json.createGenerator(blocks, JsonEncoding.UTF8)) {
            write(line, message);
        }
        blocks.write('\n');
        blocks.moveTo(replies);
    }

    private static void write(JsonGenerator line, Object value) throws IOException {
        if (value instanceof String text) {
            line.writeString(wellFormed(text));
        } else if (value instanceof Long number) {
            line.writeNumber(number);
        } else if (value instanceof Double number) {
            line.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            line.writeBoolean(truth);
        } else if (value instanceof List<?> items) {
            line.writeStartArray();
            for (Object item : items) {
                write(line, item);
            }
            line.writeEndArray();
        } else if (value instanceof Map<?, ?> items) {
            line.writeStartObject();
            for (Map.Entry<?, ?> item : items.entrySet()) {
                line.writeFieldName(wellFormed((String) item.getKey()));
                write(line, item.getValue());
            }
            line.writeEndObject();
        } else {
            line.writeNull();
        }
    }

    /** Put {@code ?} for half a character, which UTF-8 cannot carry. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
                continue;
            }
            mended = mended == null ? new StringBuilder(text) : mended;
            mended.setCharAt(at, '?');
        }
        return mended == null ? text : mended.toString();
    }
}
