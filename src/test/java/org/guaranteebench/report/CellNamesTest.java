package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class CellNamesTest {

    private static String named(Arm... arms) {
        return new CellNames(List.of(arms)).of(List.of(arms));
    }

    @Test
    void cellsOfOneWorkloadAreNamedByBenchmarkAndArm() {
        assertThat(named(
                        throughput(LEADER_ACK),
                        again(throughput(LEADER_ACK)),
                        latency(LEADER_ACK),
                        throughput(ALL_ISR)))
                .isEqualTo("ProduceThroughput (leader-ack, leader-ack (A/A), all-isr), ProduceLatency (leader-ack)");
    }

    @Test
    void aParameterThatVariesIsNamedWithItsValue() {
        assertThat(named(throughput(LEADER_ACK), latency(LEADER_ACK, 5000), latency(LEADER_ACK, 10_000)))
                .isEqualTo("ProduceThroughput (leader-ack), ProduceLatency rate=5000 (leader-ack),"
                        + " ProduceLatency rate=10000 (leader-ack)");
    }

    @Test
    void itVariesAmongAllCellsAndNotOnlyThoseThatAreNamed() {
        CellNames names = new CellNames(List.of(latency(LEADER_ACK, 5000), latency(LEADER_ACK, 10_000)));
        assertThat(names.of(List.of(latency(LEADER_ACK, 5000)))).isEqualTo("ProduceLatency rate=5000 (leader-ack)");
    }

    @Test
    void aReadersIsolationIsPartOfItsArmsName() {
        assertThat(named(throughput(LEADER_ACK), throughput(Cell.of("1", "false", "none", "read_committed"))))
                .isEqualTo("ProduceThroughput (leader-ack, leader-ack read_committed)");
    }
}
