package com.example.shortener;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

@Service
class LinkService {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();
    private final LinkRepository links;
    private final LinkRules rules;

    LinkService(LinkRepository links, LinkRules rules) {
        this.links = links;
        this.rules = rules;
    }

    /** Makes a link; empty where the code that is wanted is taken. */
    Optional<Link> create(LinkRequest request) {
        rules.check(request);
        Instant expiresAt =
                request.expiresIn() == null ? null : Instant.now().plusSeconds(request.expiresIn().longValue());
        while (true) {
            String code = request.code() != null ? request.code() : madeUp();
            Link link = new Link(code, request.url(), 0, expiresAt);
            if (links.insert(link)) {
                return Optional.of(link);
            }
            if (request.code() != null) {
                return Optional.empty();
            }
        }
    }

    Optional<Link> find(String code) {
        return links.find(code);
    }

    void hit(Link link) {
        links.hit(link.code());
    }

    private String madeUp() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
