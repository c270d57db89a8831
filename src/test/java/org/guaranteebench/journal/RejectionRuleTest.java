package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.RejectionRule.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionRuleTest {
    private static Trial trial(Metric... metrics) {
        Arm arm = new Arm(
                "ProduceLatency",
                Cell.DEFAULT_BASELINE,
                new Workload(1024, 16, 6, OptionalInt.of(1000), 5, 16384, 5, "none", Map.of()),
                false);
        return Trial.measured("r", 1, 1, 1, arm, Status.OK, "", "", 1, List.of(metrics), List.of(), List.of(), "");
    }

    private static Metric metric(String name, double value) {
        return new Metric(name, "1", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"steal>2%", "steal>2%,gc>0.5%", "drift>25%,lag>10%,foreign>100%"})
    void aRuleIsWrittenAsItIsRead(String text) {
        assertThat(RejectionRule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "steal",
                "steal>",
                "steal>2",
                "steal<2%",
                "steal>2%,",
                "steal>-2%",
                "STEAL>2%",
                "speed>2%",
                "steal>2% ,gc>1%",
                "steal>1e1%",
                ">2%"
            })
    void whatIsNoRuleIsRefusedWithWhatIsAllowed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectionRule.parse(text))
                .withMessage(text + ": allowed are conditions such as steal>2%, with commas between, on steal, foreign,"
                        + " gc, drift, lag");
    }

    @ParameterizedTest
    @CsvSource({
        "steal, steal, 0.021, steal 2.1 %",
        "foreign, foreign_cpu, 0.5, foreign 50.0 %",
        "gc, client_gc, 0.03, gc 3.0 %",
        "gc, broker_gc, 0.03, gc 3.0 %",
        "drift, drift, -0.4, drift 40.0 %",
        "drift, shift, 0.3, drift 30.0 %"
    })
    void aConditionLooksAtWhatWasRecorded(String subject, String metric, double value, String said) {
        assertThat(RejectionRule.parse(subject + ">2%")
                        .disturbance(trial(metric("throughput", 5), metric(metric, value))))
                .contains(said);
    }

    @Test
    void atItsLimitATrialIsNotDisturbedAndAnyConditionIsEnough() {
        RejectionRule rule = RejectionRule.parse("steal>2%,gc>5%");
        assertThat(rule.disturbance(trial(metric("steal", 0.02), metric("client_gc", 0.05))))
                .isEmpty();
        assertThat(rule.disturbance(trial(metric("steal", 0.0), metric("client_gc", 0.051))))
                .contains("gc 5.1 %");
    }

    @Test
    void theGeneratorsShareIsThatOfP99AndOfP90WhereThereAreTooFewRecords() {
        RejectionRule rule = RejectionRule.parse("lag>10%");
        assertThat(rule.disturbance(trial(metric("generator_lag_p99", 200), metric("ack_p99", 1000))))
                .contains("lag 20.0 %");
        assertThat(rule.disturbance(trial(metric("generator_lag_p90", 200), metric("ack_p90", 1000))))
                .contains("lag 20.0 %");
        assertThat(rule.disturbance(trial(
                        metric("generator_lag_p99", 1),
                        metric("ack_p99", 1000),
                        metric("generator_lag_p90", 200),
                        metric("ack_p90", 1000))))
                .isEmpty();
    }

    @Test
    void whatWasNotMeasuredDisturbsNothingAndIsSaidToBeUnknown() {
        RejectionRule rule = RejectionRule.parse("gc>1%,steal>1%");
        assertThat(rule.disturbance(trial(metric("steal", 0)))).isEmpty();
        assertThat(rule.unknown(List.of(trial(metric("steal", 0))))).containsExactly(Subject.GC);
        assertThat(rule.unknown(List.of(trial(metric("steal", 0)), trial(metric("broker_gc", 0)))))
                .isEmpty();
    }
}
