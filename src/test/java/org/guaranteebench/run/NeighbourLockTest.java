package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourLockTest {
    @TempDir
    private Path directory;

    @Test
    void theFirstRunIsAloneAndSoIsTheNextOneAfterIt() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (NeighbourLock lock = NeighbourLock.take(directory)) {
                assertThat(lock.alone()).isTrue();
            }
        }
    }

    @Test
    void whereNothingCanBeToldNobodyIsAccused() throws IOException {
        try (NeighbourLock lock = NeighbourLock.take(directory.resolve("nowhere"))) {
            assertThat(lock.alone()).isTrue();
        }
    }

    @Test
    void aLockHeldByAnotherProcessIsSeen() throws Exception {
        Path program = Files.writeString(directory.resolve("Hold.java"), """
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
                        directory.resolve("kafka-guarantee-bench.lock").toString())
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        try (NeighbourLock lock = NeighbourLock.take(directory)) {
            assertThat(lock.alone()).isFalse();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }
}
