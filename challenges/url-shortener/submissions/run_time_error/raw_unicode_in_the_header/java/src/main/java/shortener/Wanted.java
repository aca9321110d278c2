package shortener;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.internal.Streams;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client asks for, checked to the letter. */
record Wanted(String url, String code, Long expiresIn) {
    static final int MAX_URL = 2_000;
    static final long YEAR_S = 31_536_000;
    private static final Set<String> FIELDS = Set.of("url", "code", "expires_in");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{3,32}");
    private static final Pattern BLANK = Pattern.compile("[\\x00-\\x20\\x7f]|\\s", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#]+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The request was the client's mistake. */
    static final class Invalid extends Exception {
        Invalid(String message) {
            super(message);
        }
    }

    static Wanted from(String body, String ownHost) throws Invalid {
        JsonObject fields = object(body);
        for (String name : fields.keySet()) {
            ensure(FIELDS.contains(name), "unknown field " + name);
        }
        return new Wanted(url(fields.get("url"), ownHost), code(fields.get("code")), expiresIn(fields.get("expires_in")));
    }

    private static JsonObject object(String body) throws Invalid {
        JsonReader reader = new JsonReader(new StringReader(body));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = Streams.parse(reader);
            ensure(reader.peek() == JsonToken.END_DOCUMENT, "there is something after the JSON object");
            ensure(element.isJsonObject(), "the body is a JSON object");
            return element.getAsJsonObject();
        } catch (JsonParseException | IOException error) {
            throw new Invalid("the body is not JSON: " + error.getMessage());
        }
    }

    private static String url(JsonElement given, String ownHost) throws Invalid {
        String url = text(given, "url");
        ensure(url != null, "url is required");
        ensure(url.codePointCount(0, url.length()) <= MAX_URL, "url has at most " + MAX_URL + " characters");
        ensure(!BLANK.matcher(url).find(), "url has no white space or control characters");
        Matcher origin = ORIGIN.matcher(url);
        ensure(origin.matches(), "url begins with http:// or https:// and a host");
        URI address = server(origin.group(1));
        ensure(address.getPort() != 0 && address.getPort() <= 65_535, "a port is a number from 1 to 65535");
        ensure(!ownHost.equalsIgnoreCase(address.getHost()), "a short link cannot lead to another");
        return url;
    }

    private static URI server(String authority) throws Invalid {
        try {
            return new URI("http://" + authority).parseServerAuthority();
        } catch (URISyntaxException error) {
            throw new Invalid("url has no valid host and port: " + error.getReason());
        }
    }

    private static String code(JsonElement given) throws Invalid {
        String code = text(given, "code");
        ensure(code == null || CODE.matcher(code).matches(), "code has 3 to 32 letters, digits, - and _");
        ensure(!"links".equals(code), "this code is not to be had");
        return code;
    }

    private static String text(JsonElement given, String name) throws Invalid {
        if (given == null || given.isJsonNull()) {
            return null;
        }
        ensure(given instanceof JsonPrimitive primitive && primitive.isString(), name + " is a text");
        return given.getAsString();
    }

    private static Long expiresIn(JsonElement given) throws Invalid {
        if (given == null || given.isJsonNull()) {
            return null;
        }
        ensure(given instanceof JsonPrimitive primitive && primitive.isNumber(), "expires_in is a whole number");
        try {
            BigInteger seconds = new BigDecimal(given.getAsString()).toBigIntegerExact();
            ensure(seconds.signum() > 0 && seconds.compareTo(BigInteger.valueOf(YEAR_S)) <= 0, "expires_in is from 1 to " + YEAR_S);
            return seconds.longValue();
        } catch (ArithmeticException error) {
            throw new Invalid("expires_in is a whole number");
        }
    }

    private static void ensure(boolean holds, String message) throws Invalid {
        if (!holds) {
            throw new Invalid(message);
        }
    }
}
