package org.guaranteebench.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;

/**
 * A PostgreSQL of the suite's own on loopback, in processes and in a directory that go when this JVM goes, however that
 * happens. Used by one thread; {@link #fault} and {@link #close} by any.
 */
public final class EmbeddedStore implements Store {
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 20;
    private static final long POLL_MILLIS = 20;

    /** Unpacking takes 64 MiB for a moment; after that the JVM only waits. */
    private static final List<String> JVM = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private Process process;
    private Login login;
    private Map<String, String> settings;
    private volatile boolean closed;
    private final Thread onExit = new Thread(this::destroy, "store-exit");

    private EmbeddedStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts the server and waits until it is ready.
     *
     * @param data an existing directory, below which the store's own is made
     * @param logs where the server's logs are kept when the start fails; made if need be
     *     <p>Errors: {@link IOException} in one line that says why the server did not start.
     */
    public static EmbeddedStore start(Path data, Path logs) throws IOException {
        EmbeddedStore store = new EmbeddedStore(OwnedDirectory.create(data, StoreMain.DIRECTORY_PREFIX));
        Runtime.getRuntime().addShutdownHook(store.onExit);
        try {
            store.launch();
            return store;
        } catch (IOException | RuntimeException e) {
            store.keepLogs(logs);
            store.close();
            throw e;
        }
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(StoreMain.class.getName());
        command.add(directory.toAbsolutePath().toString());
        synchronized (this) {
            if (closed) {
                throw new IOException("stopped while the store was starting");
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        }
        Path ready = directory.resolve(StoreMain.LOGIN);
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(ready)) {
            if (!process.isAlive()) {
                throw new IOException("the store did not start: " + lastLine());
            }
            if (System.nanoTime() > giveUp) {
                throw new IOException("the store was not ready after " + START_SECONDS + " s: " + lastLine());
            }
            pause();
        }
        login = Login.read(ready);
        try (Connection connection = login.connect()) {
            settings = new TreeMap<>(Store.settings(connection));
        } catch (SQLException e) {
            throw Refusal.connecting(login, e);
        }
        // In memory fsync costs next to nothing, whatever the setting says.
        settings.put("filesystem", Files.getFileStore(directory).type());
    }

    @Override
    public Login login() {
        return login;
    }

    /** {@link Store#SETTINGS} and {@code filesystem}, the kind of that on which the data is. */
    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Optional<String> fault() {
        return closed || process.isAlive() ? Optional.empty() : Optional.of("the store's process ended: " + lastLine());
    }

    /** With {@link #login} in it, in a file that only this user can read. */
    public Path loginFile() {
        return directory.resolve(StoreMain.LOGIN);
    }

    public Path directory() {
        return directory;
    }

    /** The process that looks after the server, which is its child. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Copies what the server and the process that looks after it have said. */
    public void keepLogs(Path target) {
        for (String name : List.of("store.log", "postgres.log")) {
            try {
                Files.createDirectories(target);
                Files.copy(directory.resolve(name), target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                // The log is evidence for a failure that is already being reported.
            }
        }
    }

    @Override
    public void close() {
        destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The JVM is already on its way out and runs the hook itself.
        }
    }

    private synchronized void destroy() {
        closed = true;
        if (process != null) {
            try {
                // The end of the pipe is what it watches.
                process.getOutputStream().close();
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
        Directories.delete(directory);
    }

    private Path log() {
        return directory.resolve("store.log");
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the store was starting", e);
        }
    }
}
