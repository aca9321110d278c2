package com.example.shortener;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class LinkController {
    private final LinkService links;
    private final String baseUrl;

    LinkController(LinkService links, @Value("${shortener.base-url}") String baseUrl) {
        this.links = links;
        this.baseUrl = baseUrl;
    }

    record Told(
            String code,
            @JsonProperty("short_url") String shortUrl,
            String url,
            long hits,
            @JsonProperty("expires_at") Instant expiresAt) {}

    @PostMapping("/links")
    ResponseEntity<Told> create(@RequestBody LinkRequest request) {
        Link link = links.create(request)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT, "this code is taken"));
        Told told = told(link);
        return ResponseEntity.status(HttpStatus.CREATED).header(HttpHeaders.LOCATION, told.shortUrl()).body(told);
    }

    @GetMapping("/links/{code}")
    Told tell(@PathVariable String code) {
        return told(found(code));
    }

    @GetMapping("/{code}")
    ResponseEntity<Void> follow(@PathVariable String code, HttpServletRequest request) {
        Link link = found(code);
        if (link.expired()) {
            throw new ResponseStatusException(HttpStatus.GONE, "this link has expired");
        }
        if (request.getMethod().equals("GET")) {
            links.hit(link);
        }
        return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, ascii(link.url())).build();
    }

    private Link found(String code) {
        return links.find(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no link has this code"));
    }

    private Told told(Link link) {
        return new Told(link.code(), baseUrl + "/" + link.code(), link.url(), link.hits(), link.expiresAt());
    }

    /** The URL as a header may hold it: what is not ASCII, percent-encoded. */
    private static String ascii(String url) {
        StringBuilder text = new StringBuilder();
        for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
            text.append(each < 0 ? "%%%02X".formatted(each & 0xff) : String.valueOf((char) each));
        }
        return text.toString();
    }
}
