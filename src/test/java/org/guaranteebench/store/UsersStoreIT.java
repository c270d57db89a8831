package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --jdbc-url} as a user gives it. */
class UsersStoreIT {
    private static final String CANARY = "canary-Tr0ub4dor";

    @TempDir
    private Path home;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new EmbeddedDatabase();
        database.execute("CREATE USER bob PASSWORD '" + CANARY + "'", "GRANT CREATE ON SCHEMA public TO bob");
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    private Jar run(String command, String url) {
        return Jar.start(
                home,
                command,
                "PipelineLatency",
                "--jdbc-url",
                url,
                "--blocks",
                "1",
                "-wf",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "500ms",
                "-p",
                "rate=1000",
                "-p",
                "semantics=effectively-once,exactly-once-external",
                "-p",
                "isolation=read_committed");
    }

    @Test
    void resultsGoThereAndThePasswordNowhere() throws Exception {
        try (Jar jar = run("run", database.url("postgres", "bob", CANARY))) {
            assertThat(jar.await(180)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.trials())
                    .hasSize(3)
                    .allSatisfy(t -> assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK));
            RunInfo info = RunInfo.read(jar.folder().runJson());
            assertThat(info.arguments()).contains("--jdbc-url", database.login().url());
            assertThat(info.topology())
                    .containsEntry("store", database.login().url())
                    .containsKey("store.server_version");
            assertThat(holding(home)).isEmpty();
            assertThat(jar.leftovers()).isEmpty();
        }
        try (Connection connection = database.login().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'kgb%'")) {
            rows.next();
            assertThat(rows.getInt(1)).as("tables left").isZero();
        }
    }

    @Test
    void aDatabaseThatCannotBeUsedIsOneLineAndStatus2BeforeAnythingStarts() {
        for (String command : List.of("run", "plan")) {
            try (Jar jar = run(command, database.url("postgres", "bob", CANARY + "x"))) {
                assertThat(jar.await(60)).as(jar.out() + jar.err()).isEqualTo(2);
                assertThat(jar.err().lines())
                        .singleElement()
                        .asString()
                        .startsWith("error: --jdbc-url " + database.login().url() + ": user bob was not let in")
                        .doesNotContain(CANARY);
                assertThat(home.resolve("results")).doesNotExist();
            }
        }
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

    private static List<Path> holding(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(CANARY))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
