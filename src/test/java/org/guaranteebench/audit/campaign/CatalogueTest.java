package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final List<Scenario> ALL = List.of(Plays.losing("F1"), Plays.losing("F2"), Plays.losing("F10"));

    @Test
    void scenariosAreFoundWhateverTheCaseEachOnceInTheOrderGiven() {
        assertThat(Catalogue.named(ALL, List.of("f10", "F1", "f1", "Availability")))
                .extracting(Scenario::name)
                .containsExactly("F10", "F1");
    }

    @Test
    void thereAreTenOfThemInTheOrderOfTheirNumbers() {
        assertThat(Catalogue.all())
                .extracting(Scenario::name)
                .containsExactly("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10");
    }

    /** What the files of a run, and names on a cluster, are made of. */
    @Test
    void eachSaysWhatItExpectsOfCellsThatKafkaTakesUnderItsOwnName() {
        assertThat(Catalogue.all()).allSatisfy(scenario -> {
            assertThat(scenario.expectation().scenario()).isEqualTo(scenario.name());
            assertThat(scenario.fault()).isNotBlank().doesNotContain(scenario.name() + " ");
            for (Script script : List.of(scenario.weak(), scenario.strong())) {
                assertThat(script.cell().rejection()).isEmpty();
                assertThat(script.words()).isNotBlank();
                assertThat(Cell.of(script.cell().values())).isEqualTo(script.cell());
            }
        });
    }

    @Test
    void anUnknownOneIsOneLineWithTheAllowedNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.named(ALL, List.of("F1", "F11")))
                .withMessage("F11: no such scenario; allowed are F1, F2, F10, availability");
    }
}
