package org.guaranteebench.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The relational database into which a pipeline writes its results. */
public sealed interface Store extends AutoCloseable permits EmbeddedStore, ExternalStore {
    /** What decides the cost of a commit. */
    List<String> SETTINGS =
            List.of("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers");

    /**
     * Looks whether a database of the user's can be used: connects, makes a table and takes it back.
     *
     * <p>Errors: {@link IllegalArgumentException} for a malformed URL, {@link IOException} for everything else, each in
     * one line without a password.
     */
    static ExternalStore check(String jdbcUrl) throws IOException {
        return check(Login.parse(jdbcUrl));
    }

    /** Errors: {@link IOException} as above. */
    static ExternalStore check(Login login) throws IOException {
        try (Connection connection = login.connect()) {
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("CREATE TABLE "
                        + new Tables(
                                        "check",
                                        Long.toHexString(
                                                ThreadLocalRandom.current().nextLong()))
                                .results()
                        + " (nothing integer)");
            } catch (SQLException e) {
                throw Refusal.creating(login, e);
            }
            // Takes the table back, for PostgreSQL's transactions hold its catalogue, too.
            connection.rollback();
            return new ExternalStore(login, settings(connection));
        } catch (SQLException e) {
            throw Refusal.connecting(login, e);
        }
    }

    /** How to get in. */
    Login login();

    /** The server's version and the settings that decide what a commit costs, as the server tells them. */
    Map<String, String> settings();

    /** How it ended without being asked to; empty while it lives, and of a database that is not the suite's. */
    Optional<String> fault();

    /**
     * Drops whatever tables of a run are there, with their names.
     *
     * <p>Errors: {@link IOException} in one line.
     */
    default List<String> dropTables(String run) throws IOException {
        try (Connection connection = login().connect()) {
            return Tables.drop(connection, run);
        } catch (SQLException e) {
            throw new IOException(
                    login().shown() + ": tables of run " + run + " could not be dropped: "
                            + login().hidden(String.valueOf(e.getMessage())).replaceAll("\\s+", " "),
                    e);
        }
    }

    /** Ends a server that the suite started; of another one only the connections end, which users close themselves. */
    @Override
    void close();

    /** {@link #SETTINGS} of a connection's session, which is what the user's database gives its sessions. */
    static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
            for (String name : SETTINGS) {
                statement.setString(1, name);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
        }
        return settings;
    }
}
