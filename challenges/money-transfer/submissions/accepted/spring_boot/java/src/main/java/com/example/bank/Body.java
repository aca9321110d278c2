package com.example.bank;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/** A request's object, read strictly: nothing in it is converted. */
record Body(JsonNode fields) {
    static final long MOST = 9_007_199_254_740_991L;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Body of(byte[] content) {
        JsonNode read;
        try {
            read = JSON.readTree(content == null ? new byte[0] : content);
        } catch (IOException error) {
            throw new Problem(HttpStatus.BAD_REQUEST, "malformed_json", "The body is not JSON");
        }
        if (read == null || read.isMissingNode()) {
            throw new Problem(HttpStatus.BAD_REQUEST, "malformed_json", "There is no body");
        }
        if (!read.isObject()) {
            throw Problem.invalid("The body is not an object");
        }
        return new Body(read);
    }

    String text(String name, String pattern) {
        JsonNode value = fields.path(name);
        if (!value.isTextual() || !value.textValue().matches(pattern)) {
            throw Problem.invalid(name + " is not as stated");
        }
        return value.textValue();
    }

    long whole(String name, long lowest) {
        JsonNode value = fields.path(name);
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < lowest || value.longValue() > MOST) {
            throw Problem.invalid(name + " is a whole number of " + lowest + " to " + MOST);
        }
        return value.longValue();
    }

    boolean has(String name) {
        return fields.has(name);
    }
}
