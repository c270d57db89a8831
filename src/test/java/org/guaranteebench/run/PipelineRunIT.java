package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every semantics for a moment, as a user starts it, without a failure of anything. */
class PipelineRunIT {
    private static final String LATENCY = "PipelineLatency";

    @TempDir
    private static Path home;

    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "Pipeline",
                "--blocks",
                "1",
                "--seed",
                "5",
                "-wf",
                "0",
                "-wi",
                "1",
                "-w",
                "500ms",
                "-i",
                "2",
                "-r",
                "500ms",
                "-p",
                "rate=1000",
                "-p",
                "isolation=read_committed");
        status = jar.await(420);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @Test
    void everySemanticsIsMeasuredInBothBenchmarksAndTheStatusSaysSo() {
        assertThat(jar.trials())
                .hasSize(2 * (Semantics.values().length + 1))
                .allSatisfy(t ->
                        assertThat(t.status()).as(t.arm() + " " + t.reason()).isEqualTo(Status.OK));
        for (boolean openLoop : List.of(true, false)) {
            Set<Semantics> measured = jar.trials().stream()
                    .filter(t -> t.benchmark().equals(LATENCY) == openLoop)
                    .map(PipelineRunIT::semantics)
                    .collect(Collectors.toSet());
            assertThat(measured).isEqualTo(EnumSet.allOf(Semantics.class));
        }
        assertThat(status).as(jar.out() + jar.err()).isZero();
    }

    @Test
    void everySourceRecordHasOneResult() {
        assertThat(jar.trials()).allSatisfy(t -> {
            double source = value(t, "source_records");
            assertThat(source).isGreaterThan(value(t, "records"));
            assertThat(value(t, "acknowledged_so_far")).isEqualTo(source);
            assertThat(value(t, "in_log")).isEqualTo(source);
            assertThat(value(t, "results")).isEqualTo(source);
            assertThat(value(t, "lost")).isZero();
            assertThat(value(t, "duplicated")).isZero();
            assertThat(value(t, "skipped")).isZero();
        });
    }

    @Test
    void openLoopsTellWhenResultsAreVisibleAndClosedOnesHowMany() {
        assertThat(jar.trials()).allSatisfy(t -> {
            boolean openLoop = t.benchmark().equals(LATENCY);
            assertThat(t.value("visible_p50").isPresent()).isEqualTo(openLoop);
            assertThat(t.value("throughput").isPresent()).isEqualTo(!openLoop);
            if (openLoop) {
                // A result cannot be there before its record is.
                assertThat(value(t, "visible_p50")).isGreaterThan(value(t, "send_lag_p50"));
            } else {
                assertThat(value(t, "throughput")).isGreaterThan(100);
            }
        });
    }

    @Test
    void commitsAreTimedWhereverAStageMakesThem() {
        assertThat(jar.trials()).allSatisfy(t -> {
            assertThat(t.value("commit_max").isPresent())
                    .as(t.arm().label())
                    .isEqualTo(semantics(t) != Semantics.AUTO_COMMIT);
            assertThat(t.value("client_cpu")).isPresent();
            assertThat(t.value("fetched")).isPresent();
        });
    }

    @Test
    void aBatchHoldsAtMost500Records() {
        assertThat(jar.trials())
                .filteredOn(t -> semantics(t) != Semantics.AUTO_COMMIT)
                .allSatisfy(t -> assertThat(value(t, "records_per_commit")).isBetween(1.0, 1_000.0));
    }

    @Test
    void theStoreIsInTheConditions() throws Exception {
        RunInfo info = RunInfo.read(jar.folder().runJson());
        assertThat(info.topology())
                .containsEntry("store", "a PostgreSQL of its own")
                .containsEntry("store.fsync", "on")
                .containsKeys("store.server_version", "store.filesystem");
    }

    @Test
    void nothingIsLeft() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).isEmpty();
    }

    private static Semantics semantics(Trial trial) {
        return trial.arm().cell().treatment().semantics().orElseThrow();
    }

    private static double value(Trial trial, String metric) {
        return trial.value(metric).orElseThrow(() -> new AssertionError(metric + " is missing in " + trial));
    }
}
