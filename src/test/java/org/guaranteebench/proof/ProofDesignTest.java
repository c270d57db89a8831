package org.guaranteebench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was decided in advance stays as it was: another figure here is another proof, and needs new sessions. */
class ProofDesignTest {
    @Test
    void seedsAreFixedBeforeAnythingIsMeasuredAndMoreSessionsDoNotChangeThem() {
        assertThat(ProofDesign.seeds(30)).doesNotHaveDuplicates().startsWith(540_285L, 940_545L, 142_074L);
        assertThat(ProofDesign.seeds(100))
                .doesNotHaveDuplicates()
                .startsWith(ProofDesign.seeds(30).toArray(Long[]::new));
        assertThat(ProofDesign.seed(2)).isEqualTo(940_545L);
    }

    @Test
    void slowdownsAreExactSharesOfTheWorkAndWholeMicrosecondsOfDelay() {
        assertThat(ProofDesign.units(0)).isEqualTo(600_000);
        assertThat(ProofDesign.units(5)).isEqualTo(630_000);
        assertThat(ProofDesign.units(10)).isEqualTo(660_000);
        assertThat(ProofDesign.delay(0)).isEqualTo(11_300);
        assertThat(ProofDesign.delay(5)).isEqualTo(12_250);
        assertThat(ProofDesign.delay(10)).isEqualTo(13_200);
    }
}
