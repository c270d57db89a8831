package org.guaranteebench.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/** Connections of a client's JVM, as most users have them: HikariCP over pgjdbc. Thread-safe. */
public final class ConnectionPool implements AutoCloseable {
    private final HikariDataSource pool;

    /**
     * Connects at once, and so fails at once.
     *
     * @param connections at most, and as many as there are threads that write
     *     <p>Errors: {@link IOException} in one line without a password.
     */
    public ConnectionPool(Login login, int connections) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("kgb-store");
        config.setJdbcUrl(login.url());
        login.user().ifPresent(config::setUsername);
        login.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        // What every guide to batches with this driver says; a URL that has it otherwise wins.
        config.addDataSourceProperty(PGProperty.REWRITE_BATCHED_INSERTS.getName(), "true");
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw Refusal.connecting(login, refused);
            }
            throw e;
        }
    }

    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
