package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guaranteebench.grid.Arm;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int ARMS = 12;

    private final RunPlan plan = new Request().blocks(8).plan();
    private final Pace pace = new Pace(plan);

    @Test
    void beforeTheFirstTrialThePlansEstimateStandsWithoutTheClusterThatIsUpAlready() {
        assertThat(pace.secondsLeft(0))
                .isCloseTo(plan.estimate().seconds() - plan.estimate().incarnationSeconds(), within(1e-6));
    }

    @Test
    void nothingIsLeftAfterTheLastTrial() {
        pace.took("ProduceThroughput", 10);
        assertThat(pace.secondsLeft(8 * ARMS)).isZero();
    }

    @Test
    void pastTrialsOfABenchmarkReplaceItsEstimateByTheirMean() {
        pace.took("ProduceThroughput", 10);
        pace.took("ProduceThroughput", 14);
        pace.took("ProduceLatency", 100);
        assertThat(pace.secondsLeft(4 * ARMS)).isCloseTo(4 * 6 * (12 + 100), within(1e-6));
    }

    @Test
    void aBenchmarkWithoutPastKeepsItsEstimate() {
        pace.took("ProduceThroughput", 12);
        Arm latency = plan.arms().stream()
                .filter(arm -> arm.benchmark().equals("ProduceLatency"))
                .findFirst()
                .orElseThrow();
        assertThat(pace.secondsLeft(4 * ARMS))
                .isCloseTo(4 * 6 * (12 + plan.estimate().trialSeconds(latency)), within(1e-6));
    }

    @Test
    void withinABlockOnlyTheRestOfItsOwnOrderCounts() {
        pace.took("ProduceThroughput", 1);
        pace.took("ProduceLatency", 1000);
        List<Arm> order = plan.order(8);
        double left = 0;
        for (int i = ARMS - 1; i >= 0; i--) {
            left += order.get(i).benchmark().equals("ProduceThroughput") ? 1 : 1000;
            assertThat(pace.secondsLeft(7 * ARMS + i)).as("after trial " + i).isCloseTo(left, within(1e-6));
        }
    }

    @Test
    void clustersToComeCountUntilTheLastHasStarted() {
        pace.took("ProduceThroughput", 1);
        pace.took("ProduceLatency", 1);
        assertThat(pace.secondsLeft(ARMS)).isCloseTo(7 * ARMS + plan.estimate().incarnationSeconds(), within(1e-6));
        assertThat(pace.secondsLeft(5 * ARMS)).isCloseTo(3 * ARMS, within(1e-6));
    }
}
