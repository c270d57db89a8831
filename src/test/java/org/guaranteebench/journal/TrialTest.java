package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Workload WORKLOAD = new Workload(
            100, 8, 3, OptionalInt.of(5000), 1, 2, 3, "lz4", Map.of("buffer.memory", "1", "send.buffer.bytes", "2"));
    private static final Arm ARM =
            new Arm("ProduceLatency", Cell.of("all", "true", "100ms", "read_committed"), WORKLOAD, true);

    @Test
    void theArmIsReadBackFromItsTexts() {
        assertThat(Trial.without("run", 1, 2, 1, ARM, Status.FAILED, "why").arm())
                .isEqualTo(ARM);
    }

    @Test
    void aTrialWithoutFiguresKeepsItsPlaceAndItsReason() {
        Trial trial = Trial.without("run", 3, 2, 4, ARM, Status.INVALID, "Kafka refuses it");

        assertThat(trial.run()).isEqualTo("run");
        assertThat(trial.block()).isEqualTo(3);
        assertThat(trial.position()).isEqualTo(2);
        assertThat(trial.incarnation()).isEqualTo(4);
        assertThat(trial.status()).isEqualTo(Status.INVALID);
        assertThat(trial.reason()).isEqualTo("Kafka refuses it");
        assertThat(trial.metrics()).isEmpty();
        assertThat(trial.started()).isEmpty();
        assertThat(trial.histograms()).isEmpty();
    }

    @Test
    void aMetricIsFoundByItsName() {
        Trial trial = Trial.measured(
                "run",
                1,
                1,
                1,
                ARM,
                Status.OK,
                "",
                "",
                1,
                List.of(new Metric("ack_p50", "us", 2), new Metric("ack_p99", "us", 3)),
                List.of(),
                List.of(),
                "");

        assertThat(trial.value("ack_p99")).hasValue(3);
        assertThat(trial.value("ack_p999")).isEmpty();
    }
}
