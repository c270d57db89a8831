package org.guaranteebench.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Positions of a consumer in its source, a row per partition. Thread-safe; what it does depends on the connection. */
final class PositionTable {
    private final String name;

    PositionTable(Tables tables) {
        name = tables.positions();
    }

    /** With position 0 for each of {@code partitions}. */
    void create(Connection connection, int partitions) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + name + " (topic_partition integer PRIMARY KEY, next_offset bigint NOT NULL)");
            statement.execute("INSERT INTO " + name + " SELECT partition, 0 FROM generate_series(0, " + (partitions - 1)
                    + ") AS partition");
        }
    }

    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + name);
        }
    }

    Map<Integer, Long> read(Connection connection) throws SQLException {
        Map<Integer, Long> positions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic_partition, next_offset FROM " + name)) {
            while (rows.next()) {
                positions.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return positions;
    }

    /**
     * Locks the rows until the transaction ends: a rival waits, then finds another position than it expects.
     *
     * <p>Errors: {@link FencedException}, after which the transaction must be rolled back.
     */
    void advance(Connection connection, List<Advance> advances) throws SQLException {
        // In order, or two consumers with the same partitions would lock each other out.
        List<Advance> ordered = advances.stream()
                .sorted(Comparator.comparingInt(Advance::partition))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + name + " SET next_offset = ? WHERE topic_partition = ? AND next_offset = ?")) {
            for (Advance advance : ordered) {
                statement.setLong(1, advance.next());
                statement.setInt(2, advance.partition());
                statement.setLong(3, advance.expected());
                statement.addBatch();
            }
            int[] rows = statement.executeBatch();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != 1) {
                    throw new FencedException(
                            ordered.get(i), found(connection, ordered.get(i).partition()));
                }
            }
        }
    }

    private OptionalLong found(Connection connection, int partition) throws SQLException {
        Long position = read(connection).get(partition);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
