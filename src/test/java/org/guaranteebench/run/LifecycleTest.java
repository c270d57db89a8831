package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
    private static Arm arm(String benchmark) {
        return new Request().jmhLine(benchmark).plan().arms().get(0);
    }

    private static List<String> labels(RunPlan plan, String benchmark) {
        return plan.arms().stream()
                .filter(arm -> arm.benchmark().equals(benchmark))
                .map(Arm::label)
                .toList();
    }

    @Test
    void theLifeCycleIsMeasuredInTenMinutesAndAFirstLookInThree() {
        assertThat(new Request().plan(Plan.LIFECYCLE).plan().estimate().seconds())
                .isBetween(8 * 60.0, 10 * 60.0);
        assertThat(new Request()
                        .preset(Preset.QUICK)
                        .plan(Plan.LIFECYCLE)
                        .plan()
                        .estimate()
                        .seconds())
                .isLessThan(3 * 60);
    }

    @Test
    void theLifeCycleHasItsOwnArmsAndNoOtherPlanHasThem() {
        RunPlan plan = new Request().plan(Plan.LIFECYCLE).plan();
        assertThat(labels(plan, "TakeoverLatency"))
                .containsExactlyInAnyOrder(
                        "no predecessor", "no predecessor (A/A)", "committed predecessor", "open predecessor");
        assertThat(labels(plan, "RebalancePause"))
                .containsExactlyInAnyOrder("classic every-100", "classic every-100 (A/A)", "consumer every-100");
        assertThat(plan.refused()).isEmpty();
        // Two comparisons with one baseline: 2 * 2 / 2^7 is small enough for a verdict, 2 * 2 / 2^6 is not.
        assertThat(plan.blocks()).isEqualTo(7);
        for (Plan other : List.of(Plan.LADDER, Plan.CONSUMING, Plan.PRODUCT)) {
            assertThat(new Request().plan(other).plan().baselines())
                    .doesNotContainKeys("TakeoverLatency", "RebalancePause");
        }
    }

    @Test
    void aTrialThatCountsEventsIsNoShorterInAFirstLook() {
        RunPlan quick = new Request().preset(Preset.QUICK).plan(Plan.LIFECYCLE).plan();
        RunPlan standard = new Request().plan(Plan.LIFECYCLE).plan();
        RunPlan full = new Request().preset(Preset.FULL).plan(Plan.LIFECYCLE).plan();
        assertThat(quick.timings()).isEqualTo(standard.timings());
        assertThat(full.timings().get("TakeoverLatency").seconds())
                .isGreaterThan(standard.timings().get("TakeoverLatency").seconds());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -t 2 | partitions | 6 | -t 2: TakeoverLatency measures one event at a time; allowed is 1
            -i 1 | partitions | 2 | -p partitions=2: RebalancePause shares them out among three members
            """)
    void whatTheLifeCycleCannotMeasureIsRefused(String line, String field, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .plan(Plan.LIFECYCLE)
                        .with(field, value)
                        .jmhLine(line)
                        .plan())
                .withMessageStartingWith(message);
    }

    @Test
    void theHeartbeatHasAParameterOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .jmhLine("RebalancePause")
                        .consumer("heartbeat.interval.ms", "100")
                        .plan())
                .withMessage("-p consumer.heartbeat.interval.ms: in RebalancePause it is set by -p heartbeat");
    }

    @Test
    void theHeartbeatOfOthersBrokersIsLeftAsItIs() {
        Brokers others = new ExternalBrokers("127.0.0.1:1", "id", Optional.empty(), 3, Caps.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Request().jmhLine("RebalancePause").brokers(others).plan())
                .withMessageStartingWith("-p heartbeat=300: with group.protocol=consumer the brokers set it");
        assertThat(new Request()
                        .jmhLine("RebalancePause")
                        .brokers(others)
                        .with("heartbeat", "0")
                        .plan()
                        .arms())
                .hasSize(3);
        assertThat(new Request()
                        .jmhLine("RebalancePause")
                        .brokers(others)
                        .with("groupProtocol", "classic")
                        .plan()
                        .arms())
                .hasSize(2);
    }

    @Test
    void takeoversWriteLittle() {
        assertThat(new Request()
                        .jmhLine("TakeoverLatency -wf 0")
                        .plan()
                        .estimate()
                        .largestTrialBytes())
                .isLessThan(50_000_000);
    }

    @Test
    void takeoversHaveNoThroughputForMostOfTheirTimeIsNotTheirs() {
        assertThat(Lifecycle.saysNothing(arm("TakeoverLatency"), "throughput")).isTrue();
        assertThat(Lifecycle.saysNothing(arm("TakeoverLatency"), "takeover_p50"))
                .isFalse();
        assertThat(Lifecycle.saysNothing(arm("ConsumeThroughput"), "throughput"))
                .isFalse();
    }

    @Test
    void whereClientsComeAndGoTheirAllocationIsUnknown() {
        for (String benchmark : List.of("TakeoverLatency", "RebalancePause")) {
            assertThat(Lifecycle.saysNothing(arm(benchmark), "alloc")).isTrue();
        }
        for (String benchmark : List.of("ConsumeThroughput", "ProduceLatency", "PipelineLatency")) {
            assertThat(Lifecycle.saysNothing(arm(benchmark), "alloc")).isFalse();
        }
    }

    @Test
    void onlyTakeoversTakeOver() {
        assertThat(Lifecycle.takesOver(arm("TakeoverLatency"))).isTrue();
        assertThat(Lifecycle.takesOver(arm("RebalancePause"))).isFalse();
        assertThat(Lifecycle.takesOver(arm("PipelineLatency"))).isFalse();
    }
}
