package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.jvm.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    private RunFolder run() {
        return new RunFolder(folder);
    }

    @Test
    void itIsHeldUntilItIsClosed() throws IOException {
        assertThat(RunLock.held(run())).isFalse();
        try (RunLock lock = RunLock.take(run())) {
            assertThat(lock).isNotNull();
            assertThat(RunLock.held(run())).isTrue();
        }
        assertThat(RunLock.held(run())).isFalse();
    }

    private static final RunLock.Locks NONE = channel -> {
        throw new IOException("No locks available");
    };

    /** As some network and user-space file systems are: to go on would leave a run to two processes. */
    @Test
    void aFileSystemWithoutLocksIsNamedWithWhatIsAllowed() throws IOException {
        String why = ": its file system has no locks (No locks available), so that two processes could measure one run;"
                + " allowed is another --out, and with --resume a copy of the run's folder there";
        assertThatThrownBy(() -> RunLock.take(run(), NONE))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + why);
        RunLock.take(run()).close();
        Path out = folder.resolve("results");
        assertThatThrownBy(() -> RunLock.requireLocks(out, NONE)).hasMessage(out + why);
        assertThat(out).as("no run's folder is made there").isEmptyDirectory();
        RunLock.requireLocks(out);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void whoHasItIsNamed() throws Exception {
        Path program = Files.writeString(folder.resolve("Hold.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Hold {
                    public static void main(String[] args) throws Exception {
                        FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock();
                        System.out.println("held");
                        System.in.read();
                    }
                }
                """);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        run().lock().toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            Files.writeString(run().lock(), Owner.of(holder.pid()).orElseThrow() + "\n");
            assertThat(RunLock.held(run())).isTrue();
            assertThatThrownBy(() -> RunLock.take(run()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(folder + ": process " + holder.pid() + " on "
                            + Owner.self().host() + " is measuring this run; wait for it, or end it first");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        RunLock.take(run()).close();
    }
}
