package org.guaranteebench.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Ports;

/**
 * A PostgreSQL with a new data directory on loopback, its settings the defaults. Started by one thread, which must stay
 * alive as long as the server shall; stopped by any.
 *
 * <p>With a password even on loopback: others on this machine have no business in a server whose superuser can write
 * its owner's files.
 */
final class PostgresServer {
    private static final String USER = "kgb";
    private static final int PASSWORD_BYTES = 24;
    private static final int PORT_TRIES = 3;
    private static final int STOP_SECONDS = 10;
    private static final long POLL_MILLIS = 20;

    /** Of {@code postmaster.pid}: the line that says how far the server is. */
    private static final int STATUS_LINE = 7;

    private final PostgresPrograms programs;
    private final Launcher launcher;
    private final Path home;
    private final Path data;
    private Process current;
    private boolean stopped;

    /** @param home an existing directory; data and logs are made below it */
    PostgresServer(PostgresPrograms programs, Launcher launcher, Path home) {
        this.programs = programs;
        this.launcher = launcher;
        this.home = home;
        data = home.resolve("data");
    }

    /**
     * Makes the data directory, starts the server and waits until it is ready.
     *
     * <p>Errors: {@link IOException} in one line, with what PostgreSQL says.
     */
    Login start() throws IOException {
        launcher.own(home);
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path passwordFile = home.resolve("password");
        Files.writeString(passwordFile, password);
        launcher.own(passwordFile);
        initialize(passwordFile);
        Files.delete(passwordFile);
        for (int i = 0; i < PORT_TRIES; i++) {
            int port = Ports.free(1, InetAddress.getLoopbackAddress(), ThreadLocalRandom.current())
                    .get(0);
            if (ready(port)) {
                return new Login(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", Optional.of(USER), Optional.of(password));
            }
            if (!Files.readString(log(), StandardCharsets.UTF_8).contains("Address already in use")) {
                break;
            }
        }
        throw new IOException("PostgreSQL did not start: " + lastError());
    }

    /** Until the server ends. */
    int awaitEnd() throws InterruptedException {
        return current.waitFor();
    }

    /** Also from within {@link #start}, which then fails. */
    synchronized void stop() {
        stopped = true;
        if (current == null || !current.isAlive()) {
            return;
        }
        try {
            Process control = builder(
                            List.of(programs.control(), "stop", "-D", data.toString(), "-m", "immediate", "-t", "5"))
                    .start();
            if (!control.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || !current.waitFor(1, TimeUnit.SECONDS)) {
                // Not a server yet, or a server in trouble.
                current.descendants().forEach(ProcessHandle::destroyForcibly);
                current.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            current.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void initialize(Path passwordFile) throws IOException {
        run(List.of(
                programs.initdb(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                // The server itself syncs as ever; an empty one need not survive a power failure.
                "--no-sync"));
        try {
            if (current.waitFor() != 0) {
                throw new IOException("PostgreSQL's initdb failed: " + lastError());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean ready(int port) throws IOException {
        run(List.of(
                programs.postgres(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        Path pid = data.resolve("postmaster.pid");
        try {
            while (current.isAlive()) {
                List<String> lines = Files.exists(pid) ? Files.readAllLines(pid) : List.of();
                if (lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private synchronized void run(List<String> program) throws IOException {
        if (stopped) {
            throw new IOException("stopped while PostgreSQL was starting");
        }
        current = builder(program).start();
    }

    private ProcessBuilder builder(List<String> program) {
        ProcessBuilder builder = new ProcessBuilder(launcher.command(program))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // The user's PGPORT, PGOPTIONS and the like are meant for another server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private Path log() {
        return home.resolve("postgres.log");
    }

    private String lastError() throws IOException {
        List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
        return lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("error:") || line.contains("cannot be run"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "empty log" : lines.get(lines.size() - 1));
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while PostgreSQL was starting", e);
    }
}
