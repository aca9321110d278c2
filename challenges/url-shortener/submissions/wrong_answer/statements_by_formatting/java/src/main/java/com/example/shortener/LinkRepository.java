package com.example.shortener;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
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
        return jdbc.query("SELECT code, url, hits, expires_at FROM links WHERE code = '" + code + "'", LinkRepository::read)
                .stream()
                .findFirst();
    }

    /** Stores a link, unless its code is taken. */
    boolean insert(Link link) {
        Long until = link.expiresAt() == null ? null : link.expiresAt().toEpochMilli();
        try {
            jdbc.update("INSERT INTO links (code, url, expires_at) VALUES (?, ?, ?)", link.code(), link.url(), until);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
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
