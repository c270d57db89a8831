package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {
    /** As JDK 17 writes it. */
    private static final String TEXT = """
            [5000000000ns] Using G1
            [7000000000ns] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 25M->3M(384M) 20.000ms
            [8000000000ns] GC(1) Concurrent Mark Cycle
            [8500000000ns] GC(1) Pause Remark 30M->30M(384M) 10.500ms
            [9000000000ns] GC(1) Concurrent Mark Cycle 950.123ms
            """;

    @TempDir
    private Path cluster;

    private void log(String node, String text) throws IOException {
        Files.writeString(Files.createDirectories(cluster.resolve(node)).resolve(GcLog.NAME), text);
    }

    @Test
    void onlyPausesCount() {
        assertThat(GcLog.paused(TEXT, 0, 1e12)).isEqualTo(Duration.ofNanos(30_500_000));
    }

    @Test
    void aPauseCountsAsFarAsItLiesInTheWindow() {
        assertThat(GcLog.paused(TEXT, 6.99e9, 8e9)).isEqualTo(Duration.ofMillis(10));
        assertThat(GcLog.paused(TEXT, 6e9, 6.985e9)).isEqualTo(Duration.ofMillis(5));
        assertThat(GcLog.paused(TEXT, 7e9, 8e9)).isEqualTo(Duration.ZERO);
    }

    @Test
    void ofSeveralBrokersTheOneThatStoodLongestIsTold() throws IOException {
        log("node-1", TEXT);
        log("node-2", "[7000000000ns] GC(0) Pause Full (System.gc()) 25M->3M(384M) 200.000ms\n");
        log("node-3", "");
        assertThat(GcLog.longest(cluster, 0, 1e12)).contains(Duration.ofMillis(200));
    }

    @Test
    void withoutALogNothingIsKnownAndAnEmptyOneSaysThatThereWasNone() throws IOException {
        Files.createDirectories(cluster.resolve("node-1"));
        assertThat(GcLog.longest(cluster, 0, 1e12)).isEmpty();
        assertThat(GcLog.longest(cluster.resolve("gone"), 0, 1e12)).isEmpty();
        log("node-1", "");
        assertThat(GcLog.longest(cluster, 0, 1e12)).contains(Duration.ZERO);
    }
}
