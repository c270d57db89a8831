package org.guaranteebench.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StandstillIT {
    @TempDir
    private Path notes;

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private Process sleeper() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "300").start();
        started.add(sleeper.toHandle());
        return sleeper;
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return '-';
        }
    }

    /** Nobody but this process reaps orphans in some containers: a zombie is as dead as one can be. */
    private static boolean dead(long pid) {
        return state(pid) == '-' || state(pid) == 'Z';
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private List<Path> noted() throws IOException {
        try (Stream<Path> files = Files.list(notes)) {
            return files.toList();
        }
    }

    @Test
    void aChildStandsStillUntilItIsLetGo() throws Exception {
        Process child = sleeper();
        Standstill standstill = Standstill.of(child, notes);
        assertThat(state(child.pid())).isEqualTo('T');
        assertThat(noted()).hasSize(1);
        standstill.resume();
        await("it runs", () -> state(child.pid()) == 'S');
        assertThat(noted()).isEmpty();
        assertThat(Standstill.sweep(notes)).isEmpty();
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void aChildThatIsDeadCannotBeStoppedAndOneThatDiesLeavesNoNote() throws Exception {
        Process child = sleeper();
        Standstill standstill = Standstill.of(child, notes);
        child.destroyForcibly().waitFor();
        assertThatThrownBy(standstill::resume)
                .isInstanceOf(IOException.class)
                .message()
                .hasLineCount(1);
        assertThat(noted()).isEmpty();
        standstill.dismiss();
        assertThatThrownBy(() -> Standstill.of(child, notes))
                .isInstanceOf(IOException.class)
                .hasMessage("process " + child.pid() + " has ended");
        assertThat(noted()).isEmpty();
    }

    @Test
    void aStoppedChildOfAJvmThatWasKilledIsEndedByItsGuard() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stopper.class.getName(),
                        notes.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(parent.toHandle());
        try (BufferedReader told = parent.inputReader()) {
            long child = Long.parseLong(told.readLine());
            ProcessHandle.of(child).ifPresent(started::add);
            assertThat(state(child)).isEqualTo('T');
            assertThat(noted()).hasSize(1);
            parent.toHandle().destroyForcibly();
            // A sleeper takes no notice of being let go, and is killed.
            await("it is gone", () -> dead(child));
            await("so is its note", () -> {
                try {
                    return noted().isEmpty();
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void whatAKilledJvmAndItsGuardLeftIsEndedByTheNext() throws Exception {
        Process child = sleeper();
        Signal.STOP.send(child.pid());
        Owner self = Owner.self();
        Owner gone = new Owner(self.host(), self.boot(), self.pids(), self.pid(), "-");
        Owner stopped = Owner.of(child.pid()).orElseThrow();
        Path note = Files.writeString(notes.resolve(Standstill.PREFIX + "1"), gone + "\n" + stopped + "\n");
        Path wanted = Files.writeString(notes.resolve(Standstill.PREFIX + "2"), self + "\n" + stopped + "\n");
        Path reused = Files.writeString(
                notes.resolve(Standstill.PREFIX + "3"),
                gone + "\n" + new Owner(self.host(), self.boot(), self.pids(), self.pid(), "1") + "\n");
        Path other = Files.writeString(notes.resolve(Standstill.PREFIX + "4"), "what is this?\n");

        assertThat(Standstill.sweep(notes)).containsExactly(child.pid());
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(note).doesNotExist();
        assertThat(wanted).as("somebody still wants it").exists();
        assertThat(reused).as("its process ended, and another has its number").doesNotExist();
        assertThat(other).exists();
    }

    /** Stops a child, tells its number, and waits to be killed. */
    static final class Stopper {
        private Stopper() {}

        public static void main(String[] args) throws Exception {
            Process child = new ProcessBuilder("sleep", "300").start();
            Standstill.of(child, Path.of(args[0]));
            System.out.println(child.pid());
            TimeUnit.MINUTES.sleep(5);
        }
    }
}
