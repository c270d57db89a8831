package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.AutoRate;
import org.junit.jupiter.api.Test;

class OpenRatesTest {
    private static final double MINUTE = 60;

    private static void assertRefused(Request request, String... parts) {
        assertThatThrownBy(request::plan)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aCurveTakesHalfAnHourAndAQuickOneAFifthOfThat() {
        assertThat(new Request().plan(Plan.CURVE).plan().estimate().seconds()).isBetween(25 * MINUTE, 31 * MINUTE);
        assertThat(new Request()
                        .plan(Plan.CURVE)
                        .preset(Preset.QUICK)
                        .plan()
                        .estimate()
                        .seconds())
                .isBetween(5 * MINUTE, 6.5 * MINUTE);
    }

    @Test
    void aCurveHasTheFewestBlocksWithIntervals() {
        RunPlan plan = new Request().plan(Plan.CURVE).plan();
        assertThat(plan.blocks()).isEqualTo(6);
        assertThat(plan.trials()).isEqualTo(6 * (25 + 2 * 6 - 2));
    }

    @Test
    void theSearchIsPartOfTheEstimate() {
        RunPlan fixed = new Request().jmhLine("ProduceLatency").plan();
        RunPlan open =
                new Request().jmhLine("ProduceLatency").with("rate", "auto").plan();
        double search = open.estimate().seconds() - fixed.estimate().seconds();
        assertThat(search).isGreaterThan(open.searchTrials() * OpenRates.TIMING.seconds());
        assertThat(open.estimate().bytes()).isGreaterThan(fixed.estimate().bytes());
        assertThat(open.trials()).isEqualTo(fixed.trials());
    }

    @Test
    void aRateOfTheRunsOwnFindingIsRefusedWhereThereIsNone() {
        assertRefused(
                new Request().jmhLine("ProduceThroughput").with("rate", "auto:50%"), "-p rate", "ProduceThroughput");
        assertRefused(
                new Request().plan(Plan.LIFECYCLE).with("rate", "auto:50%"),
                "-p rate=auto:50%",
                "TakeoverLatency",
                "RebalancePause",
                "allowed with ProduceLatency, EndToEndLatency and PipelineLatency");
    }

    @Test
    void oneRateForAllArmsStandsAlone() {
        assertRefused(
                new Request().jmhLine("ProduceLatency").with("rate", "1000", "auto:50%"),
                "-p rate=1000,auto:50%",
                "allowed is auto alone, or numbers");
    }

    @Test
    void aCurveHasNoRateOfTheUsers() {
        assertRefused(
                new Request().plan(Plan.CURVE).with("rate", "1000"), "-p rate=1000", "--plan curve", "allowed is");
        assertRefused(new Request().plan(Plan.CURVE).with("rate", "auto:50%"), "-p rate=auto:50%", "--plan curve");
    }

    @Test
    void eachBenchmarkAndLoadHasASearchOfItsOwn() {
        RunPlan plan = new Request()
                .jmhLine("ProduceLatency EndToEndLatency RebalancePause")
                .with("rate", "auto:50%")
                .with("recordSize", "100", "1000")
                .plan();
        List<Arm> subjects = plan.open().orElseThrow().subjects(plan);
        assertThat(subjects).noneMatch(Arm::control).hasSize(2 * (5 + 7));
        assertThat(plan.arms().stream().filter(a -> a.benchmark().equals("RebalancePause")))
                .as("keeps its own rate")
                .allMatch(a -> a.workload().rate().getAsInt() == 2000);
    }

    @Test
    void theShareIsAPerCentBelowSaturation() {
        assertThat(AutoRate.parse("auto").percent()).isEqualTo(50);
        assertThat(AutoRate.parse("auto:7%").percent()).isEqualTo(7);
        assertThat(AutoRate.parse("auto:95%")).hasToString("auto:95%");
        for (String wrong : List.of("auto:0%", "auto:96%", "auto:", "auto:50", "auto50%", "automatic", "auto:05%")) {
            assertThatThrownBy(() -> AutoRate.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
