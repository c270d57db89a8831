package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Metric;
import org.junit.jupiter.api.Test;

/** Readers of written logs answer several questions in one block; Holm's correction is for each of them. */
class QuestionsTest {
    private static final int BLOCKS = 8;

    /** Of the exact signed-rank test when all of eight blocks agree: 2 of 2^8. */
    private static final double SMALLEST_P = 2.0 / 256;

    private static Arm arm(String isolation, String log, String aborted, String commit, String protocol) {
        Treatment treatment =
                new Treatment(Map.of("log", log, "aborted", aborted, "commit", commit, "group.protocol", protocol));
        Map<String, String> workload = new LinkedHashMap<>(Map.of(
                "recordSize", "1024",
                "keySize", "16",
                "partitions", "6",
                "linger.ms", "5",
                "batch.size", "16384",
                "max.in.flight", "5",
                "compression", "none",
                "logRecords", "1000",
                "transactionSize", "100"));
        return new Arm(
                "ConsumeThroughput",
                Cell.of("all", "true", "none", isolation, treatment),
                Workload.of(workload),
                false);
    }

    private static final Arm BASELINE = arm("read_uncommitted", "plain", "0", "none", "classic");
    private static final List<Arm> COMMITS = List.of(
            arm("read_uncommitted", "plain", "0", "auto", "classic"),
            arm("read_uncommitted", "plain", "0", "before", "classic"),
            arm("read_uncommitted", "plain", "0", "record-sync", "classic"));
    private static final List<Arm> LOGS = List.of(
            arm("read_committed", "plain", "0", "none", "classic"),
            arm("read_committed", "committed", "50", "none", "classic"));
    private static final Arm PROTOCOL = arm("read_uncommitted", "plain", "0", "none", "consumer");

    private static Analysis analysis() {
        SyntheticRun run = new SyntheticRun().blocks(BLOCKS).baseline(BASELINE.cell());
        for (int block = 1; block <= BLOCKS; block++) {
            double noise = 1 + block / 1000.0;
            run.measured(block, BASELINE, new Metric("throughput", "records/s", 1000));
            for (Arm arm : COMMITS) {
                run.measured(block, arm, new Metric("throughput", "records/s", 800 * noise));
            }
            for (Arm arm : LOGS) {
                run.measured(block, arm, new Metric("throughput", "records/s", 900 * noise));
            }
            run.measured(block, PROTOCOL, new Metric("throughput", "records/s", 700 * noise));
        }
        return run.analysis();
    }

    private static double adjusted(Analysis analysis, Arm arm) {
        return analysis.comparison(arm, "throughput").orElseThrow().adjustedP();
    }

    @Test
    void commitsLogsAndProtocolsAreCorrectedApart() {
        Analysis analysis = analysis();
        Offset<Double> exact = Offset.offset(1e-9);
        COMMITS.forEach(arm -> assertThat(adjusted(analysis, arm)).isEqualTo(3 * SMALLEST_P, exact));
        LOGS.forEach(arm -> assertThat(adjusted(analysis, arm)).isEqualTo(2 * SMALLEST_P, exact));
        assertThat(adjusted(analysis, PROTOCOL)).isEqualTo(SMALLEST_P, exact);
    }

    @Test
    void aReaderOfCommittedDataStandsOnTheOneThatDoesNotWait() {
        Analysis analysis = analysis();
        assertThat(analysis.comparisons())
                .filteredOn(c -> c.step() && c.arm().equals(LOGS.get(0)))
                .singleElement()
                .satisfies(c -> assertThat(c.baseline()).isEqualTo(BASELINE));
    }
}
