package org.guaranteebench.audit.scenario.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumingScenariosTest {
    private static final Set<Counter> EXACTLY_ONCE =
            EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN);

    static Stream<Scenario> scenarios() {
        return ConsumingScenarios.ALL.stream();
    }

    @Test
    void whatEachMustShowAndPromisesIsFixed() {
        assertThat(scenarios().map(Scenario::expectation))
                .containsExactly(
                        new Expectation("F1", Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST)),
                        new Expectation("F2", Set.of(Counter.DUPLICATED), Set.of(), EXACTLY_ONCE),
                        new Expectation("F8", Set.of(Counter.LOST), Set.of(), EXACTLY_ONCE),
                        new Expectation("F10", Set.of(Counter.DUPLICATED), Set.of(), EXACTLY_ONCE));
        assertThat(scenarios().map(Scenario::name)).containsExactly("F1", "F2", "F8", "F10");
    }

    /** The name of an arm is how a row of damage finds its row of cost. */
    @Test
    void eachTwinIsACellThatCostsAreMeasuredOf() {
        assertThat(scenarios()
                        .flatMap(scenario -> Stream.of(scenario.weak(), scenario.strong()))
                        .map(script -> script.cell().arm()))
                .containsExactly(
                        "at-most-once",
                        "at-least-once",
                        "at-least-once-idempotent",
                        "exactly-once",
                        "at-most-once read_committed",
                        "exactly-once",
                        "auto-commit",
                        "exactly-once");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void bothTwinsAreSoundAndDecidedByTheSameReadBackOnOneBroker(Scenario scenario) {
        assertThat(scenario.weak().cell().rejection()).isEmpty();
        assertThat(scenario.strong().cell().rejection()).isEmpty();
        assertThat(scenario.weak().decisive())
                .isEqualTo(scenario.strong().decisive())
                .isEqualTo(scenario.name().equals("F1") ? "processed" : "read_committed");
        assertThat(scenario.nodes()).isEqualTo(1);
    }

    /** In each of two partitions, too. */
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 200, 1_000, 10_000, 1_000_000})
    void theStruckBatchHasOthersBeforeItAndBehindIt(int records) {
        assertThat((Ground.STRUCK + 1) * Ground.batch(records)).isLessThan(records / 2);
    }

    @Test
    void aMillionRecordsAreCommittedAHundredTimes() {
        assertThat(1_000_000 / Ground.batch(1_000_000)).isEqualTo(100);
    }
}
