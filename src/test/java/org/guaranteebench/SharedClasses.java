package org.guaranteebench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Directories;

/**
 * The classes of {@code benchmarks.jar} that commands, forks, clients and brokers load, mapped and not parsed by those
 * that tests start (JEP 310): a second of CPU less for each. Made once per jar, beside what the build makes.
 *
 * <p>A JVM that cannot use the archive goes on without it and does not say so. Thread-safe, also between processes.
 */
public final class SharedClasses {
    private static final String CLASS_PATH = "java.class.path";
    private static final String BROKERS = "kgb.broker.jvm";
    private static final String CLIENTS = "kgb.client.jvm";

    private static final int PATIENCE_SECONDS = 120;

    private static final String LISTING = "-XX:DumpLoadedClassList=";

    private static List<String> options;

    private SharedClasses() {}

    /** For a JVM whose class path begins with the jar; empty where there could be made none. */
    public static synchronized List<String> options() {
        if (options == null) {
            Path jar = Path.of(System.getProperty("benchmarks.jar"));
            Path archive = jar.resolveSibling("target").resolve("shared-classes.jsa");
            try {
                // Options for brokers are separated by blanks.
                options = !archive.toString().contains(" ") && whole(archive, jar)
                        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                        : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return options;
    }

    /** Until it is closed, what this JVM starts by its own class path has the jar at that path's beginning, and maps it. */
    public static final class OfChildren implements AutoCloseable {
        private final Map<String, String> before = new HashMap<>();

        private OfChildren() {
            set(CLASS_PATH, System.getProperty("benchmarks.jar") + File.pathSeparator + System.getProperty(CLASS_PATH));
            for (String jvm : List.of(BROKERS, CLIENTS)) {
                set(jvm, (System.getProperty(jvm, "") + " " + String.join(" ", options())).strip());
            }
        }

        private void set(String property, String value) {
            before.put(property, System.getProperty(property));
            System.setProperty(property, value);
        }

        @Override
        public void close() {
            before.forEach((property, value) -> {
                if (value == null) {
                    System.clearProperty(property);
                } else {
                    System.setProperty(property, value);
                }
            });
        }
    }

    /** For tests in whose JVM is what starts brokers and clients. One at a time. */
    public static OfChildren ofChildren() {
        return new OfChildren();
    }

    private static boolean whole(Path archive, Path jar) throws IOException, InterruptedException {
        Path lock = archive.resolveSibling("shared-classes.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!Files.exists(archive)
                    || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                make(archive, jar);
            }
            return held.isValid() && Files.exists(archive);
        }
    }

    private static void make(Path archive, Path jar) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(archive.getParent(), "shared-classes");
        try {
            make(archive, jar, work);
        } finally {
            Directories.delete(work);
        }
    }

    /** Lists what a small run's command, fork and broker load, and dumps that. */
    private static void make(Path archive, Path jar, Path work) throws IOException, InterruptedException {
        Path command = work.resolve("command.lst");
        Path fork = work.resolve("fork.lst");
        Path broker = work.resolve("broker.lst");
        run(
                work,
                List.of(
                        Jar.QUICK_START,
                        LISTING + command,
                        "-Dkgb.broker.jvm=" + Jar.QUICK_START + " " + LISTING + broker,
                        "-Djava.io.tmpdir=" + work,
                        "-jar",
                        jar.toString(),
                        "run",
                        // A stage produces, consumes and commits.
                        "PipelineLatency",
                        "--broker",
                        "process",
                        "--nodes",
                        "1",
                        "--data",
                        work.toString(),
                        "--blocks",
                        "1",
                        "-wf",
                        "0",
                        "-wi",
                        "0",
                        "-i",
                        "1",
                        "-r",
                        "1s",
                        "-jvmArgsAppend",
                        Jar.QUICK_START + " " + LISTING + fork,
                        "-p",
                        "rate=500",
                        "-p",
                        "semantics=exactly-once",
                        "-p",
                        "isolation=read_committed"));
        Set<String> classes = new TreeSet<>();
        for (Path list : List.of(command, fork, broker)) {
            if (Files.exists(list)) {
                classes.addAll(Files.readAllLines(list));
            }
        }
        Path all = Files.write(work.resolve("all.lst"), classes);
        Path made = work.resolve("made.jsa");
        run(
                work,
                List.of(
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + all,
                        "-XX:SharedArchiveFile=" + made,
                        "-cp",
                        jar.toString()));
        if (Files.exists(made)) {
            // Else what is cut short here would be taken for whole.
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void run(Path work, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("out.txt").toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
