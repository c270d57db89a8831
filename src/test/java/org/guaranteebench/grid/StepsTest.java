package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static Arm arm(Cell cell, boolean control) {
        return new Arm(
                "ProduceThroughput",
                cell,
                new Workload(1024, 16, 6, OptionalInt.empty(), 5, 16384, 5, "none", Map.of()),
                control);
    }

    private static final List<Arm> LADDER =
            Cell.LADDER.stream().map(cell -> arm(cell, false)).toList();

    @Test
    void eachRungStandsOnTheOneBelowAndTheLowestOnNone() {
        assertThat(Steps.below(LADDER.get(0), LADDER)).isEmpty();
        for (int rung = 1; rung < LADDER.size(); rung++) {
            assertThat(Steps.below(LADDER.get(rung), LADDER)).contains(LADDER.get(rung - 1));
        }
    }

    @Test
    void aRungThatIsNotMeasuredIsSteppedOver() {
        List<Arm> two = List.of(LADDER.get(0), LADDER.get(3));
        assertThat(Steps.below(LADDER.get(3), two)).contains(LADDER.get(0));
    }

    @Test
    void transactionsOfEveryKindStandOnTheIdempotentProducer() {
        Arm counted = arm(Cell.of("all", "true", "100", "read_uncommitted"), false);
        List<Arm> arms = Stream.concat(LADDER.stream(), Stream.of(counted)).toList();
        assertThat(Steps.below(counted, arms)).contains(LADDER.get(3));
    }

    @Test
    void nobodyStandsOnAControl() {
        assertThat(Steps.below(LADDER.get(2), List.of(arm(Cell.LADDER.get(1), true))))
                .isEmpty();
    }
}
