package org.guaranteebench.jvm;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that is held by SIGSTOP. Stopped, it does not notice that this JVM is gone, so others do it instead: a
 * shell that waits for this JVM's end, and, should that be killed as well, whoever calls {@link #sweep} next, by a note
 * in the temporary directory.
 *
 * <p>One thread; {@link #dismiss} by any.
 */
public final class Standstill {
    /** Of the notes' names. */
    static final String PREFIX = "kgb-stopped-";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long STEP_MILLIS = 5;
    private static final Path PROCESSES = Path.of("/proc");

    /**
     * $1 is the child, $2 its start as {@link Owner} has it, $3 the note. Standard input ends with the JVM that holds
     * its other end. Let go first, the child can end in its own way and take its files along. Ctrl-C, which a terminal
     * sends to everybody, is not for the shell.
     */
    private static final String GUARD = "trap '' HUP INT TERM; read -r word; [ \"$word\" = off ] && exit 0;"
            + " pid=$1; started=$2; note=$3;"
            + " lives() { [ -d /proc/self ] || return 0; stat=$(cat \"/proc/$pid/stat\" 2>/dev/null) || return 1;"
            + " set -- ${stat##*) }; [ \"${20}\" = \"$started\" ]; };"
            + " lives && kill -CONT \"$pid\" 2>/dev/null;"
            + " for i in 1 2 3 4 5; do lives || break; sleep 1; done;"
            + " lives && kill -KILL \"$pid\" 2>/dev/null; rm -f \"$note\"";

    private final long pid;
    private final Path note;
    private final Process guard;

    private Standstill(long pid, Path note, Process guard) {
        this.pid = pid;
        this.note = note;
        this.guard = guard;
    }

    /**
     * Stops it, and returns when none of its threads runs any more.
     *
     * <p>Errors: {@link IOException} in one line when it has ended, or cannot be stopped; it is then let go.
     */
    public static Standstill of(Process child) throws IOException, InterruptedException {
        return of(child, temporary());
    }

    static Standstill of(Process child, Path notes) throws IOException, InterruptedException {
        long pid = child.pid();
        Owner identity = Owner.of(pid).orElseThrow(() -> new IOException("process " + pid + " has ended"));
        Path note = Files.createTempFile(notes, PREFIX, "");
        Files.writeString(note, Owner.self() + "\n" + identity + "\n");
        Process guard = new ProcessBuilder(
                        "/bin/sh", "-c", GUARD, "guard", Long.toString(pid), identity.started(), note.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Standstill standstill = new Standstill(pid, note, guard);
        try {
            Signal.STOP.send(pid);
            awaitStopped(pid);
            return standstill;
        } catch (IOException | InterruptedException e) {
            try {
                standstill.resume();
            } catch (IOException gone) {
                e.addSuppressed(gone);
            }
            throw e;
        }
    }

    /** Lets it go on. Errors: {@link IOException} in one line when it is dead. */
    public void resume() throws IOException, InterruptedException {
        try {
            Signal.CONT.send(pid);
        } finally {
            dismiss();
        }
    }

    /** Nobody needs to watch any more: it goes on, or is dead. Idempotent. */
    public void dismiss() {
        try (Writer word = guard.outputWriter()) {
            word.write("off\n");
        } catch (IOException e) {
            // The guard was killed, or dismissed before.
        }
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            // Whoever finds it will see that the child is gone.
        }
    }

    /**
     * Ends what JVMs that are gone have left stopped: lets it go, so that it can end in its own way, and kills it if it
     * does not.
     *
     * @return ids of the processes that were ended so
     */
    public static List<Long> sweep() throws IOException, InterruptedException {
        return sweep(temporary());
    }

    static List<Long> sweep(Path notes) throws IOException, InterruptedException {
        List<Path> found;
        try (Stream<Path> files = Files.list(notes)) {
            found = files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
        List<Long> ended = new ArrayList<>();
        for (Path note : found) {
            List<Owner> parties = read(note);
            // Two lines, the one who stopped and the one who was.
            if (parties.size() == 2 && parties.get(0).gone()) {
                Owner child = parties.get(1);
                if (!child.gone()) {
                    end(child);
                    ended.add(child.pid());
                }
                Files.deleteIfExists(note);
            }
        }
        return ended;
    }

    private static List<Owner> read(Path note) {
        try {
            // Anybody may write there, and the file names a process to be killed.
            if (Files.exists(PROCESSES) && !Files.getOwner(note).equals(Files.getOwner(PROCESSES.resolve("self")))) {
                return List.of();
            }
            return Files.readAllLines(note).stream()
                    .flatMap(line -> Owner.parse(line).stream())
                    .toList();
        } catch (IOException e) {
            // Being removed this moment.
            return List.of();
        }
    }

    private static void end(Owner child) throws InterruptedException {
        try {
            Signal.CONT.send(child.pid());
        } catch (IOException e) {
            // Gone meanwhile, or it must be killed as it is.
        }
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!child.gone()) {
            if (System.nanoTime() > giveUp) {
                ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    /** By proc(5), thread by thread; where there is none, the signal has been sent and must do. */
    private static void awaitStopped(long pid) throws IOException, InterruptedException {
        Path tasks = PROCESSES.resolve(Long.toString(pid)).resolve("task");
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(PROCESSES.resolve("self")) && !allStopped(tasks)) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("process " + pid + " still runs " + PATIENCE.toSeconds() + " s after SIGSTOP");
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    private static boolean allStopped(Path tasks) throws IOException {
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                // The state follows the command, which may hold anything.
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            // A thread ended while it was looked at.
            return false;
        }
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
