package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;

class LadderStepsTest {
    private final RunPlan plan = new Request().blocks(10).plan();
    private final LadderSteps steps = new LadderSteps(plan.arms());

    static Trial trial(int block, int incarnation, Arm arm, double throughput) {
        return Trial.measured(
                "r",
                block,
                1,
                incarnation,
                arm,
                Status.OK,
                "",
                "",
                1,
                List.of(new Metric("throughput", "records/s", throughput)),
                List.of(),
                List.of(),
                "");
    }

    private Arm arm(String benchmark, String label) {
        return plan.arms().stream()
                .filter(a -> a.benchmark().equals(benchmark) && a.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private void add(int block, String label, double throughput) {
        steps.add(trial(block, 1, arm(LadderSteps.BENCHMARK, label), throughput));
    }

    @Test
    void beforeAnythingIsMeasuredNothingIsKnown() {
        assertThat(steps.isEmpty()).isFalse();
        assertThat(steps.widest()).isEmpty();
    }

    @Test
    void theStepThatIsKnownWorstIsTheWidest() {
        for (int block = 1; block <= 10; block++) {
            add(block, "leader-ack", 100);
            add(block, "all-isr", block % 2 == 0 ? 80 : 82);
            add(block, "idempotent", block % 2 == 0 ? 60 : 75);
        }
        LadderSteps.Widest widest = steps.widest().orElseThrow();
        assertThat(widest.label()).isEqualTo("idempotent / all-isr");
        assertThat(widest.pairs()).isEqualTo(10);
        assertThat(widest.fewestPairs()).isEqualTo(10);
        assertThat(widest.halfWidth()).isCloseTo(Math.log((75 / 82.0) / (60 / 80.0)) / 2, within(1e-9));
    }

    @Test
    void belowSixPairsThereIsNoWidth() {
        for (int block = 1; block <= 5; block++) {
            add(block, "leader-ack", 100);
            add(block, "all-isr", 90);
        }
        assertThat(steps.widest().orElseThrow().halfWidth()).isInfinite();
    }

    @Test
    void pairsAreFormedWithinABlockOnOneStartOfTheBrokers() {
        Arm below = arm(LadderSteps.BENCHMARK, "leader-ack");
        Arm above = arm(LadderSteps.BENCHMARK, "all-isr");
        for (int block = 1; block <= 10; block++) {
            steps.add(trial(block, 1, below, 100));
            steps.add(trial(block, block == 3 ? 2 : 1, above, 90));
        }
        assertThat(steps.widest().orElseThrow().pairs()).isEqualTo(9);
    }

    @Test
    void theShortestStepIsToldToo() {
        for (int block = 1; block <= 12; block++) {
            add(block, "leader-ack", 100);
            add(block, "all-isr", block % 2 == 0 ? 80 : 95);
            if (block > 2) {
                add(block, "fire-and-forget", 120);
            }
        }
        LadderSteps.Widest widest = steps.widest().orElseThrow();
        assertThat(widest.label()).isEqualTo("all-isr / leader-ack");
        assertThat(widest.pairs()).isEqualTo(12);
        assertThat(widest.fewestPairs()).isEqualTo(10);
    }

    @Test
    void aStepWhoseArmWasNeverMeasuredIsNamedAndDecidesNothing() {
        for (int block = 1; block <= 10; block++) {
            add(block, "leader-ack", 100);
            add(block, "all-isr", block % 2 == 0 ? 80 : 82);
            add(block, "idempotent", 70);
            add(block, "transactional 100ms", 50);
        }
        assertThat(steps.widest().orElseThrow().label()).isEqualTo("idempotent / all-isr");
        assertThat(steps.neverMeasured()).containsExactly("fire-and-forget");
        assertThat(steps.unknowable()).containsExactly("leader-ack / fire-and-forget");
        add(10, "fire-and-forget", 120);
        assertThat(steps.neverMeasured()).isEmpty();
        assertThat(steps.unknowable()).isEmpty();
    }

    @Test
    void anArmInTheMiddleTakesBothItsStepsWithIt() {
        add(1, "leader-ack", 100);
        add(1, "idempotent", 70);
        add(1, "fire-and-forget", 120);
        add(1, "transactional 100ms", 50);
        assertThat(steps.neverMeasured()).containsExactly("all-isr");
        assertThat(steps.unknowable()).containsExactly("all-isr / leader-ack", "idempotent / all-isr");
    }

    /** Both succeed now and then, and never in the same block: that may still come. */
    @Test
    void aStepWithoutAPairIsNotKnownAsLongAsBothItsArmsWereMeasured() {
        for (int block = 1; block <= 12; block++) {
            add(block, "leader-ack", 100);
            if (block % 2 == 0) {
                add(block, "all-isr", 80);
            } else {
                add(block, "idempotent", 70);
            }
        }
        LadderSteps.Widest widest = steps.widest().orElseThrow();
        assertThat(widest.label()).isEqualTo("idempotent / all-isr");
        assertThat(widest.halfWidth()).isInfinite();
        assertThat(widest.fewestPairs()).isZero();
    }

    @Test
    void controlsOtherBenchmarksAndFailedTrialsChangeNothing() {
        for (int block = 1; block <= 10; block++) {
            add(block, "leader-ack (A/A)", 100);
            steps.add(trial(block, 1, arm("ProduceLatency", "leader-ack"), 100));
            steps.add(trial(block, 1, arm("ProduceLatency", "all-isr"), 100));
            steps.add(Trial.without("r", block, 1, 1, arm(LadderSteps.BENCHMARK, "all-isr"), Status.FAILED, "no"));
            add(block, "leader-ack", 100);
        }
        assertThat(steps.widest()).isEmpty();
    }

    @Test
    void aRunOfLatenciesHasNoSteps() {
        assertThat(new LadderSteps(
                                new Request().jmhLine("ProduceLatency").plan().arms())
                        .isEmpty())
                .isTrue();
    }
}
