package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guaranteebench.jvm.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@link Store#check} says of databases that a user might name. */
class StoreIT {
    private static final String A_USER =
            "allowed is a user of that server, as ?user=… with the password in ~/.pgpass or the file that PGPASSFILE"
                    + " names, in PGPASSWORD, or as &password=…";

    private static final String PASSWORD = "canary-Tr0ub4dor";
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new EmbeddedDatabase();
        database.execute(
                "CREATE USER bob PASSWORD '" + PASSWORD + "'",
                "CREATE USER guest PASSWORD '" + PASSWORD + "'",
                "CREATE USER reader PASSWORD '" + PASSWORD + "'",
                "ALTER USER reader SET default_transaction_read_only = on",
                "CREATE DATABASE shop",
                "CREATE DATABASE vault",
                "REVOKE CONNECT ON DATABASE vault FROM PUBLIC");
        try (Connection connection = Login.parse(database.url(
                                "shop", "kgb", database.login().password().orElseThrow()))
                        .connect();
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT CREATE ON SCHEMA public TO bob, reader");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    private static String where(String name) {
        return "--jdbc-url " + database.login().url().replaceFirst("/postgres$", "/" + name) + ": ";
    }

    private static void refused(ThrowingCallable check, String message) {
        assertThatThrownBy(check)
                .isInstanceOf(IOException.class)
                .hasMessage(message)
                .message()
                .doesNotContain("\n", PASSWORD);
    }

    @Test
    void aUserWhoMayCreateTablesIsFineAndNothingIsLeft() throws Exception {
        try (ExternalStore store = Store.check(database.url("shop", "bob", PASSWORD))) {
            assertThat(store.settings()).containsOnlyKeys(Store.SETTINGS).containsEntry("fsync", "on");
            assertThat(store.fault()).isEmpty();
            try (Connection connection = store.login().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'kgb%'")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aWrongPasswordIsOneLineWithoutIt() {
        refused(
                () -> Store.check(database.url("shop", "bob", PASSWORD + "x")),
                where("shop") + "user bob was not let in (password authentication failed for user \"bob\"); " + A_USER);
    }

    @Test
    void anUnknownUserIsOneLine() {
        refused(
                () -> Store.check(database.url("shop", "nobody", PASSWORD)),
                where("shop") + "user nobody was not let in (password authentication failed for user \"nobody\"); "
                        + A_USER);
    }

    @Test
    void noPasswordIsOneLine() {
        assertThatThrownBy(() -> Store.check(database.url("shop", "bob", "").replaceFirst("&password=$", "")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(where("shop") + "user bob was not let in (")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void anUnknownDatabaseIsOneLine() {
        refused(
                () -> Store.check(database.url("shoq", "bob", PASSWORD)),
                where("shoq") + "no database shoq there; allowed is one that exists");
    }

    @Test
    void aDatabaseThatTheUserMayNotConnectToIsOneLine() {
        refused(
                () -> Store.check(database.url("vault", "bob", PASSWORD)),
                where("vault")
                        + "user bob may not connect (permission denied for database \"vault\"); allowed is a user"
                        + " with CONNECT on the database");
    }

    @Test
    void aUserWithoutTheRightToCreateTablesIsOneLine() {
        refused(
                () -> Store.check(database.url("shop", "guest", PASSWORD)),
                where("shop") + "user guest may not create tables (permission denied for schema public); allowed is a"
                        + " user with CREATE on the first schema of the search path");
    }

    @Test
    void aUserWhoMayOnlyReadIsOneLine() {
        refused(
                () -> Store.check(database.url("shop", "reader", PASSWORD)),
                where("shop")
                        + "read-only (cannot execute CREATE TABLE in a read-only transaction); allowed is a primary"
                        + " that takes writes");
    }

    @Test
    void aHostWhereNobodyListensIsOneLine() throws IOException {
        int port = Ports.free(1, InetAddress.getLoopbackAddress(), ThreadLocalRandom.current())
                .get(0);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/shop";
        refused(
                () -> Store.check(url + "?user=bob&password=" + PASSWORD),
                "--jdbc-url " + url + ": not reachable: Connection refused; allowed is a PostgreSQL that answers");
    }

    @Test
    void aHostWithoutAnAddressIsOneLine() {
        refused(
                () -> Store.check("jdbc:postgresql://no-such-host.invalid/shop?user=bob&password=" + PASSWORD),
                "--jdbc-url jdbc:postgresql://no-such-host.invalid/shop: not reachable: unknown host"
                        + " no-such-host.invalid; allowed is a PostgreSQL that answers");
    }

    @Test
    void aRunsTablesAreDroppedAndNobodyElses() throws SQLException, IOException {
        database.execute(
                "CREATE TABLE kgb_20261121_1_a_results (x integer)",
                "CREATE TABLE kgb_20261121_1_a_positions (x integer)",
                "CREATE TABLE kgb_20261121_12_a_results (x integer)",
                "CREATE TABLE kgb_20261121x1_a_results (x integer)",
                "CREATE TABLE orders (x integer)");
        assertThat(database.store().dropTables("20261121-1"))
                .containsExactly("kgb_20261121_1_a_positions", "kgb_20261121_1_a_results");
        assertThat(database.store().dropTables("20261121-1")).isEmpty();
        database.execute(
                "DROP TABLE kgb_20261121_12_a_results", "DROP TABLE kgb_20261121x1_a_results", "DROP TABLE orders");
    }
}
