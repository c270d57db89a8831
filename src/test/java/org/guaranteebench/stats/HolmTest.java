package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    /** R 4: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")}. */
    @Test
    void theAdjustedValuesAreThoseOfThePublishedProcedure() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void aFamilyOfOneIsNotAdjusted() {
        assertThat(Holm.adjust(new double[] {0.04})).containsExactly(0.04);
    }

    @Test
    void equalValuesAreAdjustedAlike() {
        assertThat(Holm.adjust(new double[] {0.01, 0.01, 0.01}))
                .containsExactly(new double[] {0.03, 0.03, 0.03}, within(1e-12));
    }

    @Test
    void nothingIsMoreThanCertain() {
        assertThat(Holm.adjust(new double[] {0.9, 0.6})).containsExactly(1, 1);
    }

    @Test
    void aComparisonWithoutPStaysWithoutAndDoesNotCount() {
        assertThat(Holm.adjust(new double[] {Double.NaN, 0.02, 0.01}))
                .containsExactly(new double[] {Double.NaN, 0.02, 0.02}, within(1e-12));
    }

    @Test
    void theGivenValuesAreLeftAlone() {
        double[] given = {0.04, 0.01};
        Holm.adjust(given);

        assertThat(given).containsExactly(0.04, 0.01);
    }

    @Test
    void anEmptyFamilyIsAllowed() {
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    /** Why the default run has eight blocks: a ladder compares four rungs with its baseline. */
    @Test
    void eightBlocksAreTheFewestThatCanSurviveAFamilyOfFour() {
        double smallestOfSeven = 2 * SignedRank.of(7).cumulative(0);
        double smallestOfEight = 2 * SignedRank.of(8).cumulative(0);

        assertThat(Holm.adjust(new double[] {smallestOfSeven, 1, 1, 1})[0]).isGreaterThan(0.05);
        assertThat(Holm.adjust(new double[] {smallestOfEight, 1, 1, 1})[0]).isLessThan(0.05);
    }
}
