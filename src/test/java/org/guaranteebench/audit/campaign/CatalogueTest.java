package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guaranteebench.audit.scenario.Scenario;
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
    void anUnknownOneIsOneLineWithTheAllowedNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.named(ALL, List.of("F1", "F11")))
                .withMessage("F11: no such scenario; allowed are F1, F2, F10, availability");
    }
}
