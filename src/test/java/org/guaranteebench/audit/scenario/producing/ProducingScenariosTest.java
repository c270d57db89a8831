package org.guaranteebench.audit.scenario.producing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProducingScenariosTest {
    @SuppressWarnings("unused")
    private static final List<Scenario> ALL = ProducingScenarios.ALL;

    @Test
    void theyAreThoseThatMeetProducers() {
        assertThat(ProducingScenarios.ALL)
                .extracting(Scenario::name)
                .containsExactly("F3", "F4", "F5", "F6", "F7", "F9");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void bothTwinsAreCombinationsThatKafkaTakesAndUnlike(Scenario scenario) {
        assertThat(scenario.weak().cell().rejection()).isEmpty();
        assertThat(scenario.strong().cell().rejection()).isEmpty();
        assertThat(scenario.weak().cell()).isNotEqualTo(scenario.strong().cell());
        assertThat(scenario.weak().words()).isNotEqualTo(scenario.strong().words());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void theReaderOfTheCellDecides(Scenario scenario) {
        for (Script script : new Script[] {scenario.weak(), scenario.strong()}) {
            assertThat(script.decisive()).isEqualTo(script.cell().isolation().toString());
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void whatTheWeakTwinMustShowTheStrongOnePromisesNotTo(Scenario scenario) {
        assertThat(scenario.expectation().scenario()).isEqualTo(scenario.name());
        assertThat(scenario.expectation().promised())
                .containsAll(scenario.expectation().damage());
    }
}
