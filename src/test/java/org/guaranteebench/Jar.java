package org.guaranteebench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Trial;

/** {@code java -jar benchmarks.jar} as a user starts it, in a directory and with a temporary directory of its own. */
public final class Jar implements AutoCloseable {
    /** Tests look at accounts and not at speed: neither a fork nor a broker is to spend its short life on compiling. */
    public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path home;

    private Jar(Process process, Path home) {
        this.process = process;
        this.home = home;
    }

    /** @param home an existing directory: the working directory, with {@code results} and {@code tmp} below it */
    public static Jar start(Path home, String... arguments) {
        return start(home, home.resolve("tmp"), arguments);
    }

    public static Jar start(Path home, Path tmp, String... arguments) {
        return start(home, tmp, Map.of(), arguments);
    }

    /** As a user does, whose JVMs are compiled in full and whose brokers keep their data where the suite chooses. */
    public static Jar startInFull(Path home, String... arguments) {
        return start(List.of(), home, home.resolve("tmp"), Map.of(), arguments);
    }

    /** @param environment set beside this JVM's own; an empty value takes the variable away */
    public static Jar start(Path home, Path tmp, Map<String, String> environment, String... arguments) {
        return start(quickly(arguments), home, tmp, environment, arguments);
    }

    private static Jar start(
            List<String> jvm, Path home, Path tmp, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        // What auto finds depends on the machine; an external cluster keeps its data itself.
        boolean run = arguments[0].equals("run");
        if (run && !command.contains("--broker")) {
            command.addAll(List.of("--broker", "process"));
        }
        if (run && !command.contains("external")) {
            command.addAll(List.of("--data", tmp.toString()));
        }
        if (run && !command.contains("-jvmArgsAppend")) {
            command.addAll(List.of("-jvmArgsAppend", forks(jvm, command)));
        }
        return launch(jvm, home, tmp, environment, command);
    }

    /** A run whose brokers are warmed up makes an archive for its forks itself; no test is to keep it from that. */
    private static String forks(List<String> jvm, List<String> command) {
        int warmup = command.indexOf("-wf");
        boolean own = jvm.isEmpty() || warmup < 0 || !command.get(warmup + 1).equals("0");
        List<String> options = new ArrayList<>(List.of(QUICK_START));
        if (!own) {
            options.addAll(SharedClasses.options());
        }
        return String.join(" ", options);
    }

    /** With these arguments and no others, as above in all else. */
    public static Jar startPlain(Path home, Path tmp, Map<String, String> environment, String... arguments) {
        return launch(quickly(arguments), home, tmp, environment, List.of(arguments));
    }

    /** What a container has of these classes it cannot map from a file of this machine. */
    private static List<String> quickly(String... arguments) {
        List<String> brokers = new ArrayList<>(List.of(QUICK_START));
        if (!List.of(arguments).contains("container")) {
            brokers.addAll(SharedClasses.options());
        }
        List<String> jvm = new ArrayList<>(List.of(
                QUICK_START,
                "-Dkgb.broker.jvm=" + String.join(" ", brokers),
                "-Dkgb.client.jvm=" + String.join(" ", SharedClasses.options())));
        jvm.addAll(SharedClasses.options());
        return jvm;
    }

    private static Jar launch(
            List<String> jvm, Path home, Path tmp, Map<String, String> environment, List<String> arguments) {
        // Whoever starts the tests in the background of a shell has them ignore Ctrl-C, and all that they start.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,QUIT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-Djava.io.tmpdir=" + tmp, "-jar", System.getProperty("benchmarks.jar")));
        command.addAll(arguments);
        try {
            Files.createDirectories(tmp);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(home.resolve("out.txt").toFile())
                    .redirectError(home.resolve("err.txt").toFile());
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            return new Jar(builder.start(), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exit status; fails when it does not come in time. */
    public int await(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + seconds + " s: " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public String out() {
        return read(home.resolve("out.txt"));
    }

    public String err() {
        return read(home.resolve("err.txt"));
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Sends a signal by name, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    public void awaitOutput(String text, int seconds) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!out().contains(text)) {
            if (System.nanoTime() > giveUp || !process.isAlive()) {
                throw new AssertionError("no \"" + text + "\" in " + out() + err());
            }
            Thread.sleep(20);
        }
    }

    /** The one run below {@code results}. */
    public RunFolder folder() {
        return folder(home.resolve("results"));
    }

    public static RunFolder folder(Path results) {
        try (Stream<Path> entries = Files.list(results)) {
            List<Path> runs = entries.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                    .toList();
            if (runs.size() != 1) {
                throw new AssertionError("runs: " + runs);
            }
            return RunFolder.open(runs.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Trial> trials() {
        try {
            return Journal.read(folder().journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pids of live processes that mention this run's temporary directory: its brokers and forks. */
    public Map<Long, String> children() {
        return mentioning(home.resolve("tmp").toString());
    }

    /** Pids of live processes, other than this one, whose command line holds the text; their command lines. */
    public static Map<Long, String> mentioning(String text) {
        Map<Long, String> found = new java.util.TreeMap<>();
        ProcessHandle.allProcesses().filter(ProcessHandle::isAlive).forEach(handle -> {
            Path file = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
            String line = read(file).replace('\0', ' ');
            if (line.contains(text) && handle.pid() != ProcessHandle.current().pid()) {
                found.put(handle.pid(), line);
            }
        });
        return found;
    }

    /** What is left in the temporary directory, except what every JVM leaves there. */
    public List<String> leftovers() {
        try (Stream<Path> entries = Files.list(home.resolve("tmp"))) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("hsperfdata") && !name.equals("kafka-guarantee-bench.lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All paths in the temporary directory, for a message. */
    public String tree() {
        try (Stream<Path> paths = Files.walk(home.resolve("tmp"))) {
            return paths.map(Path::toString).sorted().collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Leaves no process behind when a test fails. */
    @Override
    public void close() {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
        children().keySet().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
