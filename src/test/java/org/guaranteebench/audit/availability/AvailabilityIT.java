package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.audit.verify.AvailabilityVerification;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AvailabilityTable;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(MappedChildren.class)
class AvailabilityIT {
    /** Until the controller misses a broker, {@code broker.session.timeout.ms}; nobody can know before. */
    private static final double SESSION_MILLIS = 9_000;

    @TempDir
    private Path home;

    @Test
    void everyKillHasAFigureForEachLevelAndTheNextOneFindsAWholeCluster() throws Exception {
        RunFolder folder = RunFolder.create(home.resolve("results"), "20250102-030405-abcd");
        Path data = Files.createDirectory(home.resolve("data"));
        List<Recovery> recoveries = new ArrayList<>();
        try (ProcessCluster cluster =
                ProcessCluster.start(3, data, folder.logs(), ClusterProbe::new, Advertised.OWN_PORTS)) {
            long begin = System.nanoTime();
            Availability.measure(cluster, folder, 2, Duration.ofSeconds(60), recoveries::addAll);
            System.out.printf("%.1f s for two kills%n", (System.nanoTime() - begin) / 1e9);
            assertThat(cluster.fault()).isEmpty();
        }
        assertThat(recoveries).hasSize(2 * Cell.LADDER.size());
        for (int i = 0; i < recoveries.size(); i++) {
            Recovery recovery = recoveries.get(i);
            Kill kill = recovery.kill();
            assertThat(kill.reason()).isEmpty();
            assertThat(kill.number()).isEqualTo(1 + i / Cell.LADDER.size());
            assertThat(recovery.cell()).isEqualTo(Cell.LADDER.get(i % Cell.LADDER.size()));
            assertThat(kill.evidence()).contains("status 137, which is SIGKILL; then broker ");
            assertThat(recovery.epochAfter().orElseThrow()).isGreaterThan(recovery.epochBefore());
            assertThat(recovery.retried()).isNotNegative();
            Outage outage = recovery.outage().orElseThrow();
            System.out.printf(
                    "kill %d %s controller %s: %.0f ms, %d retried, %d records, %d unsettled%n",
                    kill.number(),
                    recovery.cell().level(),
                    kill.controller(),
                    outage.gapMillis(),
                    recovery.retried(),
                    outage.records(),
                    outage.unsettled());
            assertThat(outage.records()).isGreaterThan(300);
            assertThat(outage.gapNanos()).isPositive();
            if (recovery.cell() != Cell.LADDER.get(0)) {
                // The session may have been up to one heartbeat old, 2 s.
                assertThat(outage.gapMillis()).isBetween(SESSION_MILLIS - 2_500, 40_000.0);
                assertThat(outage.unsettled()).isZero();
            }
        }
        assertThat(recoveries.get(0).kill().broker()).isEqualTo(1);
        assertThat(recoveries.get(Cell.LADDER.size()).kill().broker())
                .as("who led then")
                .isNotEqualTo(1);
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        AvailabilityTable.write(folder.availabilityCsv(), recoveries);
        AvailabilityTable.writeLevels(folder.availabilityLevelsCsv(), recoveries);
        assertThat(AvailabilityVerification.of(folder).orElseThrow().differences())
                .as("computed once more from the settlements")
                .isEmpty();
    }
}
