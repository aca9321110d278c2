package com.example.shortener;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Links in H2, whose primary key decides who gets a code. */
@Repository
class LinkRepository {
    private final JdbcTemplate jdbc;

    LinkRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Link> find(String code) {
        return jdbc.query("SELECT code, url, hits, expires_at FROM links WHERE code = ?", LinkRepository::read, code)
                .stream()
                .findFirst();
    }

    void put(Link link) {
        Long until = link.expiresAt() == null ? null : link.expiresAt().toEpochMilli();
        jdbc.update("MERGE INTO links (code, url, hits, expires_at) VALUES (?, ?, 0, ?)", link.code(), link.url(), until);
    }

    void hit(String code) {
        jdbc.update("UPDATE links SET hits = hits + 1 WHERE code = ?", code);
    }

    private static Link read(ResultSet row, int number) throws SQLException {
        Long until = row.getObject("expires_at", Long.class);
        Instant expiresAt = until == null ? null : Instant.ofEpochMilli(until);
        return new Link(row.getString("code"), row.getString("url"), row.getLong("hits"), expiresAt);
    }
}
