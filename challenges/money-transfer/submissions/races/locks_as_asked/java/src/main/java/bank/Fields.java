package bank;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a request's fields may be. */
final class Fields {
    static final long MOST = (1L << 53) - 1;
    static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder().maxNumberLength(100_000).build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private Fields() {}

    static JsonNode object(byte[] content) {
        JsonNode body;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            body = JSON.readTree(text);
        } catch (CharacterCodingException error) {
            throw new Problem(400, "malformed_json", "The body is not UTF-8");
        } catch (IOException error) {
            throw new Problem(400, "malformed_json", "The body is not JSON");
        }
        if (body == null || body.isMissingNode()) {
            throw new Problem(400, "malformed_json", "There is no body");
        }
        if (!body.isObject()) {
            throw Problem.invalid("The body is not an object");
        }
        return body;
    }

    static long whole(JsonNode body, String name, long lowest) {
        JsonNode value = body.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Problem.invalid(name + " is a whole number");
        }
        if (value.longValue() < lowest || value.longValue() > MOST) {
            throw Problem.invalid(name + " is a number of " + lowest + " to " + MOST);
        }
        return value.longValue();
    }

    static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
            throw Problem.invalid(name + " is a string");
        }
        return value.textValue();
    }

    static String owner(JsonNode body) {
        String owner = text(body, "owner");
        int length = owner.codePointCount(0, owner.length());
        if (length < 1 || length > 100) {
            throw Problem.invalid("owner has 1 to 100 characters");
        }
        return owner;
    }

    static String currency(JsonNode body) {
        String currency = text(body, "currency");
        if (!CURRENCY.matcher(currency).matches()) {
            throw Problem.invalid("currency is three letters A to Z");
        }
        return currency;
    }

    static long number(String given, String name, long otherwise, long most) {
        if (given == null) {
            return otherwise;
        }
        if (!given.matches("[0-9]{1,18}") || Long.parseLong(given) < 1 || Long.parseLong(given) > most) {
            throw new Problem(400, "invalid_query", name + " is not valid");
        }
        return Long.parseLong(given);
    }
}
