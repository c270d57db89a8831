package org.guaranteebench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One embedded store for all tests of a class, and rights in it. */
final class EmbeddedDatabase implements AutoCloseable {
    private final Path directory = Files.createTempDirectory("store-it");
    private final EmbeddedStore store = EmbeddedStore.start(directory, directory.resolve("logs"));

    EmbeddedDatabase() throws IOException {}

    Login login() {
        return store.login();
    }

    EmbeddedStore store() {
        return store;
    }

    /** As a user would write it, with everything in it. */
    String url(String database, String user, String password) {
        return login().url().replaceFirst("/postgres$", "/" + database) + "?user=" + user + "&password=" + password;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = login().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
        Files.delete(directory);
    }
}
