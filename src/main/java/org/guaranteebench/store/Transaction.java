package org.guaranteebench.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction of one connection of a pool: committed, or nothing of it is there. */
@FunctionalInterface
interface Transaction<T> {
    T on(Connection connection) throws SQLException;

    /** Any thread. Connections come without auto-commit. */
    static <T> T commit(DataSource pool, Transaction<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // A connection that is lost rolls back by itself.
            because.addSuppressed(e);
        }
    }
}
