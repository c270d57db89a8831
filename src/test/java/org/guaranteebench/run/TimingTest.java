package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.guaranteebench.stats.PairedRatio;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void aTrialTakesItsWarmUpAndItsIterations() {
        assertThat(new Timing(3, 0.5, 4, 2).seconds()).isCloseTo(9.5, within(1e-12));
        assertThat(new Timing(0, 5, 1, 2).seconds()).isCloseTo(2, within(1e-12));
    }

    @Test
    void scalingChangesTheTimesAndNotTheCounts() {
        assertThat(new Timing(3, 0.5, 4, 2).scaled(0.5)).isEqualTo(new Timing(3, 0.25, 4, 1));
        assertThat(new Timing(3, 0.5, 4, 2).scaled(1)).isEqualTo(new Timing(3, 0.5, 4, 2));
    }

    @Test
    void aQuickLookPromisesNoIntervalsAndTheOtherPresetsHaveBlocksForThem() {
        assertThat(Preset.QUICK.blocks()).isLessThan(PairedRatio.FEWEST);
        assertThat(Preset.DEFAULT.blocks()).isGreaterThanOrEqualTo(PairedRatio.FEWEST);
        assertThat(Preset.FULL.blocks()).isGreaterThan(Preset.DEFAULT.blocks());
    }

    /** Four comparisons in a ladder: the smallest p of n blocks is 2 / 2^n, times four by Holm, at most 0.05. */
    @Test
    void theDefaultBlocksCanSeeADifferenceAfterHolmsCorrection() {
        assertThat(4 * 2 / Math.pow(2, Preset.DEFAULT.blocks())).isLessThanOrEqualTo(0.05);
        assertThat(4 * 2 / Math.pow(2, Preset.DEFAULT.blocks() - 1))
                .as("one block fewer could not")
                .isGreaterThan(0.05);
    }

    @Test
    void presetsDifferInTheDirectionOfTheirNames() {
        assertThat(Preset.QUICK.timeScale()).isLessThan(Preset.DEFAULT.timeScale());
        assertThat(Preset.DEFAULT.timeScale()).isEqualTo(1);
        assertThat(Preset.FULL.timeScale()).isGreaterThan(1);
        assertThat(Preset.FULL.wholeGrid()).isTrue();
        assertThat(Preset.DEFAULT.wholeGrid()).isFalse();
        assertThat(Preset.QUICK.wholeGrid()).isFalse();
    }
}
