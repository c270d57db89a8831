package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Workload WORKLOAD =
            new Workload(100, 0, 1, OptionalInt.empty(), 5, 16_384, 5, "none", Map.of());

    @Test
    void theControlIsToldFromItsTwinByLabelAndByEquality() {
        Arm twin = new Arm("Produce", Cell.DEFAULT_BASELINE, WORKLOAD, false);
        Arm control = new Arm("Produce", Cell.DEFAULT_BASELINE, WORKLOAD, true);

        assertThat(twin.label()).isEqualTo("leader-ack");
        assertThat(control.label()).isEqualTo("leader-ack (A/A)");
        assertThat(control).isNotEqualTo(twin);
    }
}
