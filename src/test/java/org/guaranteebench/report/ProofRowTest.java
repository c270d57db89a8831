package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.guaranteebench.proof.Question;
import org.guaranteebench.stats.PairedRatio;
import org.junit.jupiter.api.Test;

class ProofRowTest {
    private static ProofRow row(double low, double high, double truth) {
        PairedRatio effect = new PairedRatio(7, Math.sqrt(low * high), low, high, 0.03, 1, low, high);
        return ProofRow.of(1, Question.WORK_5, "throughput", effect, truth, "");
    }

    @Test
    void anIntervalHoldsTheTruthWithItsEndsAndMissesItOnBothSides() {
        assertThat(row(0.9, 1.1, 1).covered()).isTrue();
        assertThat(row(1, 1.1, 1).covered()).isTrue();
        assertThat(row(0.9, 1, 1).covered()).isTrue();
        assertThat(row(1.01, 1.1, 1).covered()).isFalse();
        assertThat(row(0.9, 0.99, 1).covered()).isFalse();
    }

    @Test
    void aSlowdownIsDetectedOnItsOwnSideAloneAndAFalseAlarmIsOneOnEither() {
        assertThat(row(0.9, 0.99, 0.95).detected()).isTrue();
        assertThat(row(0.9, 1.01, 0.95).detected()).isFalse();
        assertThat(row(1.01, 1.1, 0.95).detected()).as("the wrong way").isFalse();
        assertThat(row(1.01, 1.1, 1.05).detected()).isTrue();
        assertThat(row(0.9, 0.99, 1.05).detected()).as("the wrong way").isFalse();
        assertThat(row(1.01, 1.1, 1).detected()).isTrue();
        assertThat(row(0.9, 0.99, 1).detected()).isTrue();
        assertThat(row(0.9, 1.1, 1).detected()).isFalse();
    }

    @Test
    void withoutAnIntervalOrATruthNothingIsHeldOrDetected() {
        for (ProofRow row : new ProofRow[] {row(Double.NaN, Double.NaN, 1), row(0.9, 1.1, Double.NaN)}) {
            assertThat(row.hasInterval()).isFalse();
            assertThat(row.covered()).isFalse();
            assertThat(row.detected()).isFalse();
        }
    }
}
