package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;

class SheetTest {

    private static Arm compressed(Arm arm, String compression) {
        return with(arm, 1024, compression);
    }

    private static Arm with(Arm arm, int recordSize, String compression) {
        Workload w = arm.workload();
        return new Arm(
                arm.benchmark(),
                arm.cell(),
                new Workload(
                        recordSize,
                        w.keySize(),
                        w.partitions(),
                        w.rate(),
                        w.lingerMs(),
                        w.batchSize(),
                        w.maxInFlight(),
                        compression,
                        Map.of()),
                false);
    }

    @Test
    void closedLoopFiguresStandBesideTheLatenciesOfEachRate() {
        Arm fast = latency(LEADER_ACK, 20_000);
        Arm slow = latency(LEADER_ACK, 5_000);
        assertThat(Sheet.of(List.of(throughput(LEADER_ACK), fast, slow)))
                .containsExactly(
                        new Sheet(
                                List.of(slow, throughput(LEADER_ACK)),
                                "1024-byte records, 6 partitions",
                                OptionalInt.of(5_000),
                                ""),
                        new Sheet(
                                List.of(fast, throughput(LEADER_ACK)),
                                "1024-byte records, 6 partitions",
                                OptionalInt.of(20_000),
                                ""));
    }

    @Test
    void withoutLatenciesThereIsOneTableAndNoWordOfThem() {
        List<Sheet> sheets = Sheet.of(List.of(throughput(LEADER_ACK), throughput(ALL_ISR)));
        assertThat(sheets).hasSize(1);
        assertThat(sheets.get(0).arms()).containsExactly(throughput(LEADER_ACK), throughput(ALL_ISR));
        assertThat(sheets.get(0).latencies()).isEmpty();
    }

    @Test
    void theRateIsSaidWithTheLatencies() {
        assertThat(Sheet.of(List.of(latency(LEADER_ACK))).get(0).latencies())
                .isEqualTo("; latencies at 10,000 records/s, from the intended send");
    }

    @Test
    void parametersThatVaryAreSaidAndOthersAreNot() {
        assertThat(Sheet.of(List.of(
                        compressed(throughput(LEADER_ACK), "none"), compressed(throughput(LEADER_ACK), "zstd"))))
                .extracting(Sheet::workload)
                .containsExactly(
                        "1024-byte records, 6 partitions, compression=none",
                        "1024-byte records, 6 partitions, compression=zstd");
    }

    @Test
    void whatIsSaidAlwaysIsNotSaidTwice() {
        assertThat(Sheet.of(
                        List.of(with(throughput(LEADER_ACK), 100, "none"), with(throughput(LEADER_ACK), 2000, "none"))))
                .extracting(Sheet::workload)
                .containsExactly("100-byte records, 6 partitions", "2000-byte records, 6 partitions");
    }
}
