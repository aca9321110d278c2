package com.example.bank;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts and transfers in PostgreSQL. */
@Service
class Ledger {
    private static final String PAGE =
            """
            (SELECT * FROM transfers WHERE source = ? AND id < ? ORDER BY id DESC LIMIT ?)
            UNION ALL
            (SELECT * FROM transfers WHERE target = ? AND id < ? ORDER BY id DESC LIMIT ?)
            ORDER BY id DESC LIMIT ?
            """;

    record Page(List<Transfer> items, String next) {}

    private final JdbcTemplate jdbc;

    Ledger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Account open(String owner, String currency, long opening) {
        Account account = new Account(UUID.randomUUID().toString(), owner, currency, opening);
        jdbc.update(
                "INSERT INTO accounts (id, owner, currency, balance) VALUES (?, ?, ?, ?)",
                account.id(),
                owner,
                currency,
                opening);
        return account;
    }

    Account account(String id) {
        return jdbc.query("SELECT * FROM accounts WHERE id = ?", Ledger::readAccount, id).stream()
                .findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "unknown_account", "There is no such account"));
    }

    Page page(String id, int limit, long before) {
        account(id);
        int most = limit + 1;
        List<Transfer> found =
                jdbc.query(PAGE, Ledger::readTransfer, id, before, most, id, before, most, most);
        List<Transfer> items = found.subList(0, Math.min(limit, found.size()));
        return new Page(items, found.size() > limit ? items.getLast().id() : null);
    }

    @Transactional
    public Transfer transfer(String key, String from, String to, long amount) {
        jdbc.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", row -> {}, key);
        Transfer earlier = earlier(key);
        if (earlier != null) {
            if (!earlier.from().equals(from) || !earlier.to().equals(to) || earlier.amount() != amount) {
                throw refused("key_reused", "The key belongs to another transfer");
            }
            return earlier;
        }
        Map<String, Account> locked =
                jdbc
                        .query("SELECT * FROM accounts WHERE id IN (?, ?) ORDER BY id FOR UPDATE", Ledger::readAccount, from, to)
                        .stream()
                        .collect(Collectors.toMap(Account::id, Function.identity()));
        check(locked.get(from), locked.get(to), amount);
        jdbc.update("UPDATE accounts SET balance = balance - ? WHERE id = ?", amount, from);
        jdbc.update("UPDATE accounts SET balance = balance + ? WHERE id = ?", amount, to);
        return jdbc.queryForObject(
                "INSERT INTO transfers (idempotency_key, source, target, amount, currency)"
                        + " VALUES (?, ?, ?, ?, ?) RETURNING *",
                Ledger::readTransfer,
                key,
                from,
                to,
                amount,
                locked.get(from).currency());
    }

    private Transfer earlier(String key) {
        return jdbc.query("SELECT * FROM transfers WHERE idempotency_key = ?", Ledger::readTransfer, key).stream()
                .findFirst()
                .orElse(null);
    }

    private static void check(Account source, Account target, long amount) {
        if (source == null || target == null) {
            throw refused("unknown_account", "There is no such account");
        }
        if (!source.currency().equals(target.currency())) {
            throw refused("currency_mismatch", "The accounts have different currencies");
        }
        if (source.balance() < amount) {
            throw new Problem(HttpStatus.CONFLICT, "insufficient_funds", "The balance is " + source.balance());
        }
        if (target.balance() > Body.MOST - amount) {
            throw refused("balance_limit", "The account cannot hold so much");
        }
    }

    private static Problem refused(String code, String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, code, detail);
    }

    private static Account readAccount(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("id"), row.getString("owner"), row.getString("currency"), row.getLong("balance"));
    }

    private static Transfer readTransfer(ResultSet row, int number) throws SQLException {
        return new Transfer(
                row.getString("id"),
                row.getString("source"),
                row.getString("target"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getObject("created_at", OffsetDateTime.class).toInstant().toString());
    }
}
