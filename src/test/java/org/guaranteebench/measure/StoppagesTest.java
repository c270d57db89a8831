package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppagesTest {
    @TempDir
    private Path threads;

    private void thread(String id, String status) throws IOException {
        Files.writeString(Files.createDirectory(threads.resolve(id)).resolve("status"), status);
    }

    @Test
    void involuntarySwitchesOfAllThreadsAreAddedAndVoluntaryOnesAreNot() throws IOException {
        thread("1", "Name:\tmain\nvoluntary_ctxt_switches:\t1000\nnonvoluntary_ctxt_switches:\t7\n");
        thread("2", "Name:\tother\nvoluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t30\n");
        Files.createDirectory(threads.resolve("3"));
        assertThat(Stoppages.involuntary(threads)).isEqualTo(37);
    }

    @Test
    void whereTheKernelDoesNotTellThereIsNoFigure() {
        Stoppages before = new Stoppages(0, 10, -1);
        assertThat(Stoppages.involuntary(threads.resolve("gone"))).isEqualTo(-1);
        assertThat(new Stoppages(1_000_000_000, 30, -1).preemptionsSince(before).getScore())
                .isNaN();
    }

    @Test
    void pausesAreAShareOfTheTimeAndSwitchesARate() {
        Stoppages before = new Stoppages(1_000_000_000, 10, 100);
        Stoppages after = new Stoppages(3_000_000_000L, 30, 400);
        assertThat(after.gcSince(before).getScore()).isCloseTo(0.01, within(1e-12));
        assertThat(after.gcSince(before).getScoreUnit()).isEqualTo("1");
        assertThat(after.preemptionsSince(before).getScore()).isCloseTo(150, within(1e-9));
        assertThat(after.preemptionsSince(before).getScoreUnit()).isEqualTo("1/s");
    }

    @Test
    void onLinuxThisJvmsOwnAccountsAreRead() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "needs /proc");
        Stoppages before = Stoppages.read();
        System.gc();
        Stoppages after = Stoppages.read();
        assertThat(before.preemptions()).isNotNegative();
        assertThat(after.nanos()).isGreaterThan(before.nanos());
        assertThat(after.gcMillis()).isGreaterThanOrEqualTo(before.gcMillis());
    }
}
