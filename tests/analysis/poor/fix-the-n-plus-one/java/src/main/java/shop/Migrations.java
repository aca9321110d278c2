package shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the database to the newest schema: every file of migrations/ once, in the order of their
 * names.
 */
@Component
class Migrations {
    private static final int LOCK = 1001;

    private final JdbcTemplate jdbc;

    Migrations(DataSource dataSource) {
        jdbc = new JdbcTemplate(dataSource);
        new TransactionTemplate(new DataSourceTransactionManager(dataSource))
                .executeWithoutResult(status -> migrate());
    }

    private void migrate() {
        jdbc.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        jdbc.execute("CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)");
        Set<String> applied =
                new HashSet<>(jdbc.queryForList("SELECT name FROM schema_migrations", String.class));
        for (Resource file : files()) {
            if (!applied.contains(file.getFilename())) {
                jdbc.execute(text(file));
                jdbc.update("INSERT INTO schema_migrations VALUES (?)", file.getFilename());
            }
        }
    }

    private static Resource[] files() {
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources("classpath:migrations/*.sql");
            Arrays.sort(files, Comparator.comparing(Resource::getFilename));
            return files;
        } catch (IOException error) {
            throw new IllegalStateException("migrations cannot be listed", error);
        }
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new IllegalStateException(file + " cannot be read", error);
        }
    }
}
