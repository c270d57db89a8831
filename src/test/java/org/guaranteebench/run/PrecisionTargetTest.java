package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTargetTest {
    @ParameterizedTest
    @CsvSource({"3%, 0.03", "0.5%, 0.005", "50%, 0.5", "2.75%, 0.0275"})
    void aPrecisionIsAShare(String text, double asked) {
        PrecisionTarget target = PrecisionTarget.parse(text, Optional.empty());
        assertThat(target.asked()).isCloseTo(asked, within(1e-12));
        assertThat(Math.exp(target.halfWidth())).isCloseTo(1 + asked, within(1e-12));
        assertThat(target.seconds()).as("an hour unless asked").isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0.03", "0.4%", "0%", "50.1%", "-3%", "three", "", "3 %", "1e1%", "%"})
    void whatIsNoneIsRefusedWithWhatIsAllowed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionTarget.parse(text, Optional.empty()))
                .withMessage("--precision " + text + ": allowed are 0.5% to 50%, such as 3%");
    }

    @Test
    void itsTimeIsCheckedLikeThatOfAnExternalCluster() {
        assertThat(PrecisionTarget.parse("3%", Optional.of("1.5")).seconds()).isEqualTo(90);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionTarget.parse("3%", Optional.of("1h")))
                .withMessage("--max-time 1h: allowed are 0.1 to 10000");
    }

    @Test
    void thePlanHasAsManyBlocksAsFitIntoItsTime() {
        RunPlan plan = new Request().precision("3%", "60").plan();
        assertThat(plan.estimate().seconds()).isLessThanOrEqualTo(3600);
        assertThat(plan.estimate().seconds(plan.blocks() + 1)).isGreaterThan(3600);
        assertThat(new Request().precision("3%", "10000").plan().blocks()).isEqualTo(50);
    }

    @Test
    void withoutTimeForTenBlocksItDoesNotBegin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request().precision("3%", "20").plan())
                .withMessageStartingWith("--max-time 20: 10 blocks, the fewest with --precision, take about ")
                .withMessageEndingWith(" minutes; allowed is a larger --max-time, or fewer arms, or shorter trials");
    }

    @Test
    void withoutALadderThereIsNothingToBePreciseAbout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .precision("3%", "60")
                        .jmhLine("ProduceLatency")
                        .plan())
                .withMessageStartingWith(
                        "--precision 3%: is about throughput ratios from rung to rung of the ladder, and"
                                + " this run has none; allowed with ProduceThroughput and at least two levels, this run has"
                                + " ProduceLatency with fire-and-forget, ");
        for (Plan other : new Plan[] {Plan.CONSUMING, Plan.PRODUCT, Plan.LIFECYCLE}) {
            assertThatIllegalArgumentException()
                    .as(other.toString())
                    .isThrownBy(() ->
                            new Request().plan(other).precision("3%", "600").plan())
                    .withMessageContaining("this run has none");
        }
    }

    @Test
    void oneRungIsNoLadder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .precision("3%", "60")
                        .jmhLine("ProduceThroughput")
                        .with("acks", "1")
                        .with("idempotence", "false")
                        .with("transactions", "none")
                        .plan())
                .withMessageEndingWith("this run has ProduceThroughput with leader-ack");
    }
}
