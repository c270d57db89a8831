package org.guaranteebench.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;
import org.guaranteebench.jvm.ParentWatch;

/**
 * The embedded store's JVM, which does nothing but look after a PostgreSQL: when the parent is gone, however it went, so
 * are the server, its programs and its data. Should this JVM be killed, too, the kernel ends the server where it can
 * (Linux), and elsewhere the server ends itself within a minute after somebody has removed its directory, as the next
 * start does.
 */
public final class StoreMain {
    static final String LOGIN = "login.properties";
    static final String DIRECTORY_PREFIX = "kgb-store-";

    /** Directories of this JVM's; the parent's own goes last. */
    private final List<Path> directories = new ArrayList<>();

    private final Object ending = new Object();
    private PostgresServer server;
    private volatile boolean ended;

    private StoreMain() {}

    /** {@code args}: the store's directory, which exists. The file {@link #LOGIN} in it says that the store is ready. */
    public static void main(String[] args) throws InterruptedException {
        Path home = Path.of(args[0]);
        StoreMain store = new StoreMain();
        ParentWatch.start(() -> store.end(Optional.of(home)));
        // An interrupt at the terminal comes to this JVM as well as to its parent, which removes the directory.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> store.end(Optional.empty()), "store-exit"));
        try {
            store.start(home);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return;
        }
        // Not only to know: the kernel would end the server together with the thread that started it.
        int status = store.server.awaitEnd();
        if (store.ended) {
            // Somebody is ending it, and this JVM must not go before that is done.
            new CountDownLatch(1).await();
        }
        System.err.println("PostgreSQL ended with status " + status);
    }

    private void start(Path home) throws IOException {
        Launcher launcher = Launcher.find();
        PostgresPrograms programs = programs(home, launcher);
        synchronized (this) {
            if (ended) {
                throw new IOException("stopped while PostgreSQL was starting");
            }
            server = new PostgresServer(programs, launcher, home);
        }
        Login login = server.start();
        Path unfinished = home.resolve(LOGIN + ".new");
        login.write(unfinished);
        Files.move(unfinished, home.resolve(LOGIN), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Beside the data, or where the data's place lets nothing be executed, in the temporary directory. */
    private PostgresPrograms programs(Path home, Launcher launcher) throws IOException {
        for (Path place : List.of(home, Path.of(System.getProperty("java.io.tmpdir")))) {
            Optional<InputStream> bundle = PostgresPrograms.bundled();
            if (bundle.isEmpty()) {
                break;
            }
            Path directory = place.equals(home)
                    ? Files.createDirectory(home.resolve("postgresql"))
                    : OwnedDirectory.create(place, DIRECTORY_PREFIX);
            keep(directory);
            launcher.own(directory);
            Optional<PostgresPrograms> programs = PostgresPrograms.unpack(bundle.get(), directory);
            if (programs.isPresent()) {
                return programs.get();
            }
            Directories.delete(directory);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return PostgresPrograms.installed(path)
                .orElseThrow(() -> new IOException("no PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + " in the jar that runs here, and none on the PATH; allowed is"
                        + " to install one, or a database of yours with --jdbc-url"));
    }

    private synchronized void keep(Path directory) {
        directories.add(directory);
    }

    /** Once at a time: whoever comes second finds everything done. */
    private void end(Optional<Path> home) {
        synchronized (ending) {
            PostgresServer running;
            synchronized (this) {
                ended = true;
                running = server;
            }
            if (running != null) {
                running.stop();
            }
            synchronized (this) {
                directories.forEach(Directories::delete);
            }
            home.ifPresent(Directories::delete);
        }
    }
}
