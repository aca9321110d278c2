package com.example.shortener;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which links may be made. */
@Component
class LinkRules {
    private static final int MAX_URL = 2_000;
    private static final BigInteger YEAR_S = BigInteger.valueOf(31_536_000);
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{3,32}");
    private static final Pattern BLANK = Pattern.compile("[\\x00-\\x20\\x7f]|\\s");
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#]+).*", Pattern.CASE_INSENSITIVE);

    private final String ownHost;

    LinkRules(@Value("${shortener.base-url}") String baseUrl) {
        ownHost = URI.create(baseUrl).getHost();
    }

    /** Throws an {@code IllegalArgumentException} that says what is wrong. */
    void check(LinkRequest request) {
        checkUrl(request.url());
        if (request.code() != null) {
            ensure(CODE.matcher(request.code()).matches(), "code has 3 to 32 letters, digits, - and _");
            ensure(!request.code().equals("links"), "this code is not to be had");
        }
        if (request.expiresIn() != null) {
            boolean inRange = request.expiresIn().signum() > 0 && request.expiresIn().compareTo(YEAR_S) <= 0;
            ensure(inRange, "expires_in is from 1 to " + YEAR_S);
        }
    }

    private void checkUrl(String url) {
        ensure(url != null, "url is required");
        ensure(url.codePointCount(0, url.length()) <= MAX_URL, "url has at most " + MAX_URL + " characters");
        ensure(!BLANK.matcher(url).find(), "url has no white space or control characters");
        Matcher origin = ORIGIN.matcher(url);
        ensure(origin.matches(), "url begins with http:// or https:// and a host");
        URI server;
        try {
            server = new URI("http://" + origin.group(1)).parseServerAuthority();
        } catch (URISyntaxException error) {
            throw new IllegalArgumentException("url has no valid host and port");
        }
        ensure(server.getPort() != 0 && server.getPort() <= 65_535, "a port is a number from 1 to 65535");
        ensure(!ownHost.equalsIgnoreCase(server.getHost()), "a short link cannot lead to another");
    }

    private static void ensure(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
