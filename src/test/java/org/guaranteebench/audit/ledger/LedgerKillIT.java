package org.guaranteebench.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class LedgerKillIT {
    private static final int SIGKILL = 128 + 9;
    private static final long ENOUGH = 20_000;

    @TempDir
    private Path home;

    @RepeatedTest(3)
    void aKilledProcessHasLostNothingThatItHadNoted() throws Exception {
        Path file = home.resolve("incarnation-0.ledger");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerVictim.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told;
        try (DataInputStream in = new DataInputStream(victim.getInputStream())) {
            told = lastTold(in, victim);
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor()).isEqualTo(SIGKILL);
        List<Long> noted = new ArrayList<>();
        Ending ending = Ledger.open(file).read(entry -> noted.add(entry.sequence()));
        assertThat(ending.closed()).isFalse();
        assertThat(told).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(noted).hasSizeGreaterThan((int) told);
        assertThat(noted).isEqualTo(LongStream.range(0, noted.size()).boxed().toList());
    }

    /** Kills in the middle, and reads on to what was told last. */
    private static long lastTold(DataInputStream in, Process victim) throws IOException {
        long told = -1;
        try {
            while (true) {
                told = in.readLong();
                if (told == ENOUGH) {
                    // By its handle: the process itself would close its pipe, and with it what was told last.
                    victim.toHandle().destroyForcibly();
                }
            }
        } catch (EOFException e) {
            return told;
        }
    }
}
