package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WashoutTest {
    private static final double FIRST = Double.MAX_VALUE;

    @Test
    void brokersWithoutWorkAreQuietAtOnce() {
        assertThat(Washout.quiet(FIRST, 0.1)).isTrue();
        assertThat(Washout.quiet(1.2, 0.15)).isTrue();
    }

    @Test
    void onASlowMachineTheyAreWhenTheirLoadNoLongerFalls() {
        assertThat(Washout.quiet(FIRST, 0.25)).isFalse();
        assertThat(Washout.quiet(0.45, 0.25)).isFalse();
        assertThat(Washout.quiet(0.27, 0.25)).isTrue();
        assertThat(Washout.quiet(0.22, 0.25)).isTrue();
    }

    @Test
    void whoWorksIsNotHoweverEvenly() {
        assertThat(Washout.quiet(FIRST, 1.8)).isFalse();
        assertThat(Washout.quiet(1.5, 1.5)).isFalse();
        assertThat(Washout.quiet(0.6, 0.5)).isFalse();
    }
}
