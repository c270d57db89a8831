package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @TempDir
    private Path tmp;

    private Path home;
    private PostgresPrograms programs;

    @BeforeEach
    void unpack() throws IOException {
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectory(tmp.resolve("home"));
        programs = PostgresPrograms.unpack(
                        PostgresPrograms.bundled().orElseThrow(), Files.createDirectory(tmp.resolve("postgresql")))
                .orElseThrow();
    }

    @Test
    void rootWhoMayNotMakeUserNamespacesRunsItAsNobody() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "needs root");
        PostgresServer server =
                new PostgresServer(programs, Launcher.find(List.of(Launcher.AS_NOBODY), launcher -> true), home);
        try {
            Login login = server.start();
            try (Connection connection = login.connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThat(Files.getAttribute(home.resolve("data/postmaster.pid"), "unix:uid"))
                    .isEqualTo(Launcher.NOBODY);
        } finally {
            server.stop();
        }
        assertThat(home.resolve("data/postmaster.pid")).as("it ended in order").doesNotExist();
    }

    @Test
    void whatPostgresRefusesIsToldInItsWords() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "needs root");
        PostgresServer server = new PostgresServer(programs, Launcher.PLAIN, home);
        assertThatThrownBy(server::start)
                .isInstanceOf(IOException.class)
                .hasMessage("PostgreSQL's initdb failed: initdb: error: cannot be run as root");
    }

    @Test
    void aServerThatIsStoppedBeforeItStartsDoesNotStart() {
        PostgresServer server = new PostgresServer(programs, Launcher.PLAIN, home);
        server.stop();
        assertThatThrownBy(server::start).hasMessage("stopped while PostgreSQL was starting");
    }
}
