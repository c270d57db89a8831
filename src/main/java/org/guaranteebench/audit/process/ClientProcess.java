package org.guaranteebench.audit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.jvm.Standstill;

/**
 * The parent's end: one client in a JVM of its own, with its life in the parent's hands. Not thread-safe but for {@link
 * #close}.
 */
public final class ClientProcess implements AutoCloseable {
    /** Status of a process that SIGKILL ended, as Java tells it. */
    public static final int KILLED = 128 + 9;

    private final String name;
    private final Process process;
    private final Path errors;
    private final Writer in;
    private final List<String> heard = new ArrayList<>();
    private boolean heardAll;
    private volatile Optional<Standstill> standstill = Optional.empty();

    private ClientProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        in = process.outputWriter();
        Thread ear = new Thread(this::listen, "client-" + name);
        ear.setDaemon(true);
        ear.start();
    }

    /**
     * Starts the JVM and returns at once.
     *
     * @param name for messages and for the file of its standard error
     * @param main class that is run, with {@code arguments}
     * @param logs where its standard error goes, as {@code <name>.log}
     */
    public static ClientProcess start(String name, Class<?> main, List<String> jvm, Path logs, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        Files.createDirectories(logs);
        Path errors = logs.resolve(name + ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ClientProcess(name, process, errors);
    }

    public long pid() {
        return process.pid();
    }

    /** With which it ended. Errors: {@link IllegalThreadStateException} while it lives. */
    public int status() {
        return process.exitValue();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Waits until the client stands at the point.
     *
     * <p>Errors: {@link IOException} in one line when the client ends before, or does not come in time.
     */
    public void awaitPoint(Point point, Duration patience) throws IOException, InterruptedException {
        await("at " + point, "to reach " + point, patience);
    }

    /** The latest value that the client said of this, once there is one. Errors: as above. */
    public String awaitSaid(String what, Duration patience) throws IOException, InterruptedException {
        String prefix = "said " + what + " ";
        return await(prefix, "to say " + what, patience).substring(prefix.length());
    }

    /** The latest value that the client has said of this. */
    public synchronized Optional<String> said(String what) {
        String prefix = "said " + what + " ";
        return heard.stream()
                .filter(line -> line.startsWith(prefix))
                .reduce((first, second) -> second)
                .map(line -> line.substring(prefix.length()));
    }

    /** Lets a client go on that stands at a point. */
    public void go() throws IOException {
        in.write("go\n");
        in.flush();
    }

    /** SIGKILL. Returns the status with which it ended: {@link #KILLED}, unless it had ended before. */
    public int kill() throws InterruptedException {
        process.destroyForcibly();
        int status = process.waitFor();
        dismiss();
        return status;
    }

    /** SIGSTOP: when this returns nothing of it runs until it is told to {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        standstill = Optional.of(Standstill.of(process));
    }

    /** Whether a signal has stopped it: state T of proc(5). False where the kernel tells no states. */
    public boolean stopped() throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid()), "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        String line = Files.readString(stat);
        // Before the state stands a name in parentheses, which may hold anything.
        return line.startsWith(") T", line.lastIndexOf(')'));
    }

    /** SIGCONT. Errors: {@link IllegalStateException} when it is not paused. */
    public void resume() throws IOException, InterruptedException {
        Standstill held = standstill.orElseThrow(() -> new IllegalStateException(name + " is not paused"));
        standstill = Optional.empty();
        held.resume();
    }

    /**
     * Waits for its end.
     *
     * <p>Errors: {@link IOException} in one line when it does not end in time, or with another status than 0; the line
     * holds what it said last on standard error.
     */
    public void awaitEnd(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " did not end within " + patience.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(ended());
        }
    }

    /** Kills it if it lives, stopped or not, and returns when it is dead. Idempotent, by any thread. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        dismiss();
    }

    private void dismiss() {
        standstill.ifPresent(Standstill::dismiss);
        standstill = Optional.empty();
    }

    private synchronized String await(String prefix, String what, Duration patience)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            // Exact for points, which end there; "at x:1" must not be taken for "at x:17".
            Optional<String> line = heard.stream()
                    .filter(h -> prefix.endsWith(" ") ? h.startsWith(prefix) : h.equals(prefix))
                    .reduce((first, second) -> second);
            if (line.isPresent()) {
                return line.get();
            }
            if (heardAll) {
                throw new IOException(ended() + ", and was expected " + what);
            }
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new IOException(name + " was expected " + what + " within " + patience.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            // Its end, as far as one can hear.
        }
        synchronized (this) {
            heardAll = true;
            notifyAll();
        }
    }

    private synchronized void hear(String line) {
        heard.add(line);
        notifyAll();
    }

    private String ended() {
        try {
            int status = process.waitFor();
            List<String> said = Files.readAllLines(errors);
            return name + " ended with status " + status + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1));
        } catch (IOException e) {
            return name + " ended";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name + " ended";
        }
    }
}
