package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.run.SecretSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --jdbc-url} as a user gives it. */
class UsersStoreIT {
    private static final String CANARY = "canary-Tr0ub4dor";

    @TempDir
    private Path home;

    /** Beside the home, for a password file may of course hold the password. */
    @TempDir
    private Path secrets;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new EmbeddedDatabase();
        database.execute(
                "CREATE USER bob PASSWORD '" + CANARY + "'",
                "CREATE USER guest PASSWORD '" + CANARY + "'",
                "GRANT CREATE ON SCHEMA public TO bob");
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    private Jar run(String command, String url, String... more) {
        return run(command, Map.of(), url, more);
    }

    private Jar run(String command, Map<String, String> environment, String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "PipelineLatency",
                "--jdbc-url",
                url,
                "--nodes",
                "1",
                "--blocks",
                "1",
                "-wf",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-p",
                "rate=1000",
                "-p",
                "semantics=effectively-once,exactly-once-external",
                "-p",
                "isolation=read_committed"));
        arguments.addAll(List.of(more));
        return Jar.start(home, home.resolve("tmp"), environment, arguments.toArray(String[]::new));
    }

    /** Hosts, database and user; the password stands elsewhere. */
    private static String open() {
        return database.login().url() + "?user=bob";
    }

    @Test
    void resultsGoThereAndThePasswordOfAPasswordFileNowhere() throws Exception {
        Path file = secrets.resolve("pgpass");
        Files.writeString(file, "*:*:*:bob:" + CANARY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("PGPASSFILE", file.toString(), "PGPASSWORD", "");
        SecretSearch search = new SecretSearch(CANARY);
        try (Jar jar = run("run", environment, open(), "-r", "500ms")) {
            assertThat(search.during(jar, home).finds()).isEmpty();
            assertThat(jar.await(5)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.trials())
                    .hasSize(3)
                    .allSatisfy(t -> assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK));
            RunInfo info = RunInfo.read(jar.folder().runJson());
            assertThat(info.arguments()).contains("--jdbc-url", database.login().url());
            assertThat(info.topology())
                    .containsEntry("store", database.login().url())
                    .containsKey("store.server_version");
            assertThat(search.inFiles(home)).isEmpty();
            assertThat(jar.leftovers()).isEmpty();
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void theTablesOfAKilledRunGoWhenItsDatabaseIsNamedAgain() throws Exception {
        try (Jar jar = run("run", Map.of("PGPASSWORD", CANARY), open(), "-r", "60s")) {
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (tables().isEmpty()) {
                assertThat(System.nanoTime()).as(jar.out() + jar.err()).isLessThan(giveUp);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            jar.signal("KILL");
            jar.await(10);
        }
        database.execute("CREATE TABLE kgb_20260101_000000_abcd_01_01_results (x integer)");
        assertThat(cleanUp(Map.of()).await(60))
                .as("nobody has said how to get in")
                .isEqualTo(1);
        assertThat(tables()).hasSizeGreaterThan(1);
        try (Jar jar = cleanUp(Map.of("PGPASSWORD", CANARY), "--jdbc-url", open())) {
            assertThat(jar.await(60)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.out())
                    .contains(
                            "removed table kgb_",
                            "_results in " + database.login().url());
        }
        assertThat(tables()).containsExactly("kgb_20260101_000000_abcd_01_01_results");
        database.execute("DROP TABLE kgb_20260101_000000_abcd_01_01_results");
    }

    private Jar cleanUp(Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of("cleanup", "results/latest"));
        arguments.addAll(List.of(more));
        return Jar.start(home, home.resolve("tmp"), environment, arguments.toArray(String[]::new));
    }

    private static List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.login().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT tablename FROM pg_tables WHERE tablename LIKE 'kgb%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Before anything starts. */
    private void assertRefused(Jar jar, String why) {
        try (jar) {
            assertThat(jar.await(60)).as(jar.out() + jar.err()).isEqualTo(2);
            assertThat(jar.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("error: --jdbc-url " + database.login().url() + ": " + why)
                    .doesNotContain(CANARY);
            assertThat(home.resolve("results")).doesNotExist();
        }
    }

    @Test
    void aDatabaseThatCannotBeUsedIsOneLineAndStatus2BeforeAnythingStarts() {
        assertRefused(run("run", database.url("postgres", "bob", CANARY + "x")), "user bob was not let in");
        assertRefused(run("run", database.url("postgres", "guest", CANARY)), "user guest may not create tables");
        assertRefused(run("plan", database.url("postgres", "guest", CANARY)), "user guest may not create tables");
    }

    @Test
    void aMalformedUrlIsOneLineThatShowsNothingOfIt() {
        try (Jar jar = run("run", "postgres://bob:" + CANARY + "@db/shop")) {
            assertThat(jar.await(60)).isEqualTo(2);
            assertThat(jar.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("error: --jdbc-url: not a URL for PostgreSQL")
                    .doesNotContain(CANARY);
        }
    }
}
