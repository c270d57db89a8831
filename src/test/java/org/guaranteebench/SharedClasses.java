package org.guaranteebench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Directories;

/**
 * The classes of {@code benchmarks.jar} that commands and brokers load, mapped and not parsed by those that tests start
 * (JEP 310): a second of CPU less for each. Made once per jar, beside what the build makes.
 *
 * <p>A JVM that cannot use the archive goes on without it and does not say so. Thread-safe, also between processes.
 */
final class SharedClasses {
    private static final int PATIENCE_SECONDS = 120;

    private static final String LISTING = "-XX:DumpLoadedClassList=";

    private static List<String> options;

    private SharedClasses() {}

    /** For a JVM whose class path begins with the jar; empty where there could be made none. */
    static synchronized List<String> options() {
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

    /** Lists what a small run's command and broker load, and dumps that. */
    private static void make(Path archive, Path jar, Path work) throws IOException, InterruptedException {
        Path command = work.resolve("command.lst");
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
                        "ProduceLatency",
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
                        "-p",
                        "acks=all",
                        "-p",
                        "idempotence=true",
                        "-p",
                        "transactions=100ms"));
        Set<String> classes = new TreeSet<>();
        for (Path list : List.of(command, broker)) {
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
