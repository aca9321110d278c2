package bank;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accounts and transfers in PostgreSQL. */
final class Store {
    private static final String SCHEMA =
            """
            CREATE TABLE IF NOT EXISTS accounts (
                id text PRIMARY KEY,
                owner text NOT NULL,
                currency text NOT NULL,
                balance bigint NOT NULL CHECK (balance BETWEEN 0 AND 9007199254740991)
            );
            CREATE TABLE IF NOT EXISTS transfers (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                key text NOT NULL UNIQUE,
                source text NOT NULL REFERENCES accounts,
                target text NOT NULL REFERENCES accounts,
                amount bigint NOT NULL CHECK (amount > 0),
                currency text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE INDEX IF NOT EXISTS transfers_by_source ON transfers (source, id);
            CREATE INDEX IF NOT EXISTS transfers_by_target ON transfers (target, id);
            """;
    private static final String PAGE =
            """
            (SELECT * FROM transfers WHERE source = ? AND id < ? ORDER BY id DESC LIMIT ?)
            UNION ALL
            (SELECT * FROM transfers WHERE target = ? AND id < ? ORDER BY id DESC LIMIT ?)
            ORDER BY id DESC LIMIT ?
            """;
    private static final String UNIQUE_VIOLATION = "23505";

    record Account(String id, String owner, String currency, long balance) {}

    record Page(List<Map<String, Object>> items, String next) {}

    private final HikariDataSource pool;

    Store(String url, int connections) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    Account open(String owner, String currency, long opening) throws SQLException {
        Account account = new Account(UUID.randomUUID().toString(), owner, currency, opening);
        try (Connection connection = pool.getConnection()) {
            change(
                    connection,
                    "INSERT INTO accounts (id, owner, currency, balance) VALUES (?, ?, ?, ?)",
                    account.id(),
                    owner,
                    currency,
                    opening);
        }
        return account;
    }

    Account account(String id) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return account(connection, id);
        }
    }

    private Account account(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = prepared(connection, "SELECT * FROM accounts WHERE id = ?", id);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new Problem(404, "unknown_account", "There is no such account");
            }
            return read(rows);
        }
    }

    Page transfers(String id, int limit, long before) throws SQLException {
        List<Map<String, Object>> found = new ArrayList<>();
        int most = limit + 1;
        try (Connection connection = pool.getConnection()) {
            account(connection, id);
            try (PreparedStatement statement =
                            prepared(connection, PAGE, id, before, most, id, before, most, most);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(shown(rows));
                }
            }
        }
        List<Map<String, Object>> items = found.subList(0, Math.min(limit, found.size()));
        return new Page(items, found.size() > limit ? (String) items.getLast().get("id") : null);
    }

    /** Move money, or find out that it has been moved under this key. */
    Map<String, Object> transfer(String key, String source, String target, long amount) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<String, Object> made = move(connection, key, source, target, amount);
                connection.commit();
                return made;
            } catch (SQLException | RuntimeException error) {
                connection.rollback();
                if (error instanceof SQLException failed && UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                    Map<String, Object> earlier = earlier(connection, key, source, target, amount);
                    if (earlier != null) {
                        return earlier;
                    }
                }
                throw error;
            }
        }
    }

    private Map<String, Object> move(Connection connection, String key, String source, String target, long amount)
            throws SQLException {
        Map<String, Account> locked = lock(connection, source, target);
        Map<String, Object> earlier = earlier(connection, key, source, target, amount);
        if (earlier != null) {
            return earlier;
        }
        check(locked.get(source), locked.get(target), amount);
        change(connection, "UPDATE accounts SET balance = balance - ? WHERE id = ?", amount, source);
        change(connection, "UPDATE accounts SET balance = balance + ? WHERE id = ?", amount, target);
        String sql =
                "INSERT INTO transfers (key, source, target, amount, currency) VALUES (?, ?, ?, ?, ?) RETURNING *";
        String currency = locked.get(source).currency();
        try (PreparedStatement statement = prepared(connection, sql, key, source, target, amount, currency);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return shown(rows);
        }
    }

    private static Map<String, Account> lock(Connection connection, String source, String target)
            throws SQLException {
        Map<String, Account> locked = new HashMap<>();
        String sql = "SELECT * FROM accounts WHERE id = ? FOR UPDATE";
        for (String id : new String[] {source, target}) {
            try (PreparedStatement statement = prepared(connection, sql, id);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    locked.put(rows.getString("id"), read(rows));
                }
            }
        }
        return locked;
    }

    private static void check(Account source, Account target, long amount) {
        if (source == null || target == null) {
            throw new Problem(422, "unknown_account", "There is no such account");
        }
        if (!source.currency().equals(target.currency())) {
            throw new Problem(422, "currency_mismatch", "The accounts have different currencies");
        }
        if (source.balance() < amount) {
            throw new Problem(409, "insufficient_funds", "The balance is " + source.balance());
        }
        if (target.balance() > Fields.MOST - amount) {
            throw new Problem(422, "balance_limit", "The account cannot hold so much");
        }
    }

    private static Map<String, Object> earlier(
            Connection connection, String key, String source, String target, long amount) throws SQLException {
        try (PreparedStatement statement = prepared(connection, "SELECT * FROM transfers WHERE key = ?", key);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            Map<String, Object> earlier = shown(rows);
            if (!earlier.get("from").equals(source)
                    || !earlier.get("to").equals(target)
                    || !earlier.get("amount").equals(amount)) {
                throw new Problem(422, "key_reused", "The key belongs to another transfer");
            }
            return earlier;
        }
    }

    private static Account read(ResultSet rows) throws SQLException {
        return new Account(
                rows.getString("id"), rows.getString("owner"), rows.getString("currency"), rows.getLong("balance"));
    }

    private static Map<String, Object> shown(ResultSet rows) throws SQLException {
        Map<String, Object> transfer = new LinkedHashMap<>();
        transfer.put("id", rows.getString("id"));
        transfer.put("from", rows.getString("source"));
        transfer.put("to", rows.getString("target"));
        transfer.put("amount", rows.getLong("amount"));
        transfer.put("currency", rows.getString("currency"));
        transfer.put("created_at", rows.getObject("created_at", OffsetDateTime.class).toInstant().toString());
        return transfer;
    }

    private static void change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
        return statement;
    }
}
