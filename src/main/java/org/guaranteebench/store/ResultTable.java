package org.guaranteebench.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Results by the position of the record that they come from. One writer thread per object; several objects, each with
 * its thread, may share a pool and a table. The figures for accounting are of what is committed.
 */
public final class ResultTable {
    private static final String COLUMNS = " (topic_partition, source_offset, source_sequence, value)";

    private final ConnectionPool pool;
    private final String name;
    private final String insert;
    private final String upsert;

    public ResultTable(ConnectionPool pool, Tables tables) {
        this.pool = pool;
        name = tables.results();
        insert = "INSERT INTO " + name + COLUMNS + " VALUES (?, ?, ?, ?)";
        upsert = insert + " ON CONFLICT (topic_partition, source_offset) DO UPDATE"
                + " SET source_sequence = EXCLUDED.source_sequence, value = EXCLUDED.value";
    }

    /** Errors: {@link SQLException} when a table of that name exists: none is ever adopted. */
    public void create() throws SQLException {
        execute("CREATE TABLE " + name + " (topic_partition integer NOT NULL, source_offset bigint NOT NULL,"
                + " source_sequence bigint NOT NULL, value bytea NOT NULL,"
                + " PRIMARY KEY (topic_partition, source_offset))");
    }

    /** Does nothing where there is none. */
    public void drop() throws SQLException {
        execute("DROP TABLE IF EXISTS " + name);
    }

    /**
     * Stores a batch in one transaction; a row that is there already is written over, so that a batch may come again.
     *
     * @param batch no position twice, for one statement cannot write a row twice
     */
    public void upsert(List<Result> batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        Transaction.commit(pool.source(), connection -> {
            write(connection, upsert, batch);
            return null;
        });
    }

    /** As part of the caller's transaction. A row that is there already is an error. */
    void insert(Connection connection, List<Result> batch) throws SQLException {
        if (!batch.isEmpty()) {
            write(connection, insert, batch);
        }
    }

    /** Rows. */
    public long count() throws SQLException {
        return number("SELECT count(*) FROM " + name);
    }

    /** Rows beyond the first of each source sequence. */
    public long duplicates() throws SQLException {
        return number("SELECT count(*) - count(DISTINCT source_sequence) FROM " + name);
    }

    /** Source sequences from 0, below {@code expected}, that have no row. */
    public long missing(long expected) throws SQLException {
        return expected
                - number("SELECT count(DISTINCT source_sequence) FROM " + name
                        + " WHERE source_sequence >= 0 AND source_sequence < " + expected);
    }

    private static void write(Connection connection, String sql, List<Result> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Result result : batch) {
                statement.setInt(1, result.partition());
                statement.setLong(2, result.offset());
                statement.setLong(3, result.sequence());
                statement.setBytes(4, result.value());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void execute(String sql) throws SQLException {
        Transaction.commit(pool.source(), connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private long number(String sql) throws SQLException {
        return Transaction.commit(pool.source(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
