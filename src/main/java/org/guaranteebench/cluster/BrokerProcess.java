package org.guaranteebench.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.jvm.Standstill;

/** One broker as a child process, with its directory, log and CPU account. Used by one thread, {@code kill}
 * and {@code cpuTime} by any. */
final class BrokerProcess {
    /** 128 and the signal's number, as Java and shells tell it. */
    private static final int KILLED = 128 + 9;

    private final int node;
    private final String clusterId;
    private final Path directory;
    private final Map<String, String> properties;
    private final List<String> jvm;

    private Process process;
    private Duration cpuOfThePast = Duration.ZERO;
    private Duration cpuLastSeen = Duration.ZERO;
    private volatile boolean stopWanted;
    private volatile Optional<Standstill> standstill = Optional.empty();

    /** @param jvm arguments beside those that every broker has */
    BrokerProcess(int node, String clusterId, Path directory, Map<String, String> properties, List<String> jvm) {
        this.node = node;
        this.clusterId = clusterId;
        this.directory = directory;
        this.properties = properties;
        this.jvm = jvm;
    }

    void start() throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("server.properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                        .collect(Collectors.joining()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(BrokerJvm.HEAP);
        command.addAll(BrokerJvm.PERFORMANCE);
        command.addAll(jvm);
        command.add(GcLog.option(directory.toString()));
        command.add("-Dkgb.log.level=INFO");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(BrokerMain.class.getName());
        command.add(clusterId);
        command.add(file.toString());
        command.add(properties.get("log.dirs"));
        cpuOfThePast = cpuOfThePast.plus(cpuLastSeen);
        cpuLastSeen = Duration.ZERO;
        stopWanted = false;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    int node() {
        return node;
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /** The last lines of the log that say what went wrong. */
    String lastError() {
        try {
            return BrokerLog.lastError(Files.readAllLines(log(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean started() {
        return process != null;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** How it ended without being asked to; empty while it lives or when it was stopped on purpose. */
    Optional<String> unexpectedEnd() {
        return process.isAlive() || stopWanted
                ? Optional.empty()
                : Optional.of("broker " + node + " ended with status " + process.exitValue());
    }

    /** Over all incarnations. Resolution is the kernel's, 10 ms as a rule. */
    synchronized Duration cpuTime() {
        process.info().totalCpuDuration().ifPresent(now -> cpuLastSeen = now);
        return cpuOfThePast.plus(cpuLastSeen);
    }

    void pause() {
        try {
            standstill = Optional.of(Standstill.of(process));
        } catch (IOException e) {
            throw new IllegalStateException("broker " + node + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Errors: {@link IllegalStateException} when it was not paused, or has died since. */
    void resume() {
        Standstill held = standstill.orElseThrow(() -> new IllegalStateException("broker " + node + " is not paused"));
        standstill = Optional.empty();
        try {
            held.resume();
        } catch (IOException e) {
            throw new IllegalStateException("broker " + node + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is dead, whatever interrupts. How it ended, with process id and status. */
    String kill() {
        stopWanted = true;
        process.destroyForcibly();
        int status = process.onExit().join().exitValue();
        standstill.ifPresent(Standstill::dismiss);
        standstill = Optional.empty();
        return "broker " + node + " (process " + pid() + ") ended with status " + status
                + (status == KILLED ? ", which is SIGKILL" : "");
    }
}
