package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of 1000 records ten cannot be processed at first. What comes of it is the semantics. */
class FailingRecordsIT {
    private static final double SHARE = 0.010;

    @TempDir
    private static Path home;

    private static Jar jar;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "PipelineLatency",
                "--nodes",
                "1",
                "--blocks",
                "1",
                "--seed",
                "6",
                "-wf",
                "0",
                "-wi",
                "1",
                "-w",
                "500ms",
                "-i",
                "1",
                "-r",
                "1s",
                "-p",
                "rate=1000",
                "-p",
                "batch=100",
                "-p",
                "failures=10");
        jar.await(300);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @Test
    void everyTrialComesOutRight() {
        assertThat(jar.trials())
                .hasSize(Semantics.values().length + 1)
                .allSatisfy(t ->
                        assertThat(t.status()).as(t.arm() + " " + t.reason()).isEqualTo(Status.OK));
    }

    @Test
    void whoeverDoesNotWaitForItsResultsHasLostWhatItSkippedAndNothingElse() {
        assertThat(jar.trials()).filteredOn(FailingRecordsIT::skips).hasSize(2).allSatisfy(t -> {
            double source = value(t, "source_records");
            assertThat(value(t, "skipped")).isBetween(SHARE * source - 10, SHARE * source + 10);
            assertThat(value(t, "lost")).isEqualTo(value(t, "skipped"));
            assertThat(value(t, "results")).isEqualTo(source - value(t, "lost"));
        });
    }

    @Test
    void theOthersHaveEveryResultOnce() {
        assertThat(jar.trials()).filteredOn(t -> !skips(t)).allSatisfy(t -> {
            assertThat(value(t, "skipped")).isZero();
            assertThat(value(t, "lost")).isZero();
            assertThat(value(t, "duplicated")).isZero();
        });
    }

    @Test
    void abortingABatchCostsMoreThanTryingARecordAgain() {
        for (Trial t : jar.trials()) {
            Semantics semantics = t.arm().cell().treatment().semantics().orElseThrow();
            double attempts = value(t, "attempts_per_record");
            if (semantics == Semantics.EXACTLY_ONCE || semantics == Semantics.EXACTLY_ONCE_EXTERNAL) {
                assertThat(attempts).as(semantics.toString()).isGreaterThan(1 + 2 * SHARE);
            } else {
                assertThat(attempts).as(semantics.toString()).isBetween(1 + SHARE / 2, 1 + 2 * SHARE);
            }
        }
    }

    private static boolean skips(Trial trial) {
        Semantics semantics = trial.arm().cell().treatment().semantics().orElseThrow();
        return semantics == Semantics.AT_MOST_ONCE || semantics == Semantics.AUTO_COMMIT;
    }

    private static double value(Trial trial, String metric) {
        return trial.value(metric).orElseThrow(() -> new AssertionError(metric + " is missing in " + trial));
    }
}
