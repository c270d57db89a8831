package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FixedWidthTest {
    private static final double[] ARM = {1.01, 0.98, 1.05, 1.02, 0.97, 1.1, 1.03, 0.99, 1.04, 1.06};
    private static final double[] BASELINE =
            DoubleStream.generate(() -> 1).limit(ARM.length).toArray();

    @Test
    void beforeTenBlocksNothingIsReachedHoweverNarrow() {
        assertThat(FixedWidth.reached(9, 0.001, 0.03)).isFalse();
        assertThat(FixedWidth.reached(10, 0.001, 0.03)).isTrue();
        assertThat(FixedWidth.reached(10, 0.03, 0.03)).isTrue();
        assertThat(FixedWidth.reached(50, 0.0301, 0.03)).isFalse();
        assertThat(FixedWidth.reached(50, Double.NaN, 0.03)).isFalse();
    }

    @Test
    void halfTheWidthTakesFourTimesTheBlocks() {
        assertThat(FixedWidth.needed(12, 0.06, 0.03)).isEqualTo(48);
        assertThat(FixedWidth.needed(12, 0.03, 0.03)).isEqualTo(12);
        assertThat(FixedWidth.needed(12, 0.001, 0.03)).as("the fewest").isEqualTo(10);
        assertThat(FixedWidth.needed(12, 1e9, 0.03)).isPositive();
    }

    @Test
    void anIntervalThatIsWatchedIsWiderAndItsEvidenceWeaker() {
        PairedRatio fixed = PairedRatio.of(ARM, BASELINE);
        PairedRatio watched = FixedWidth.ratio(ARM, BASELINE);
        assertThat(watched.ratio()).isEqualTo(fixed.ratio());
        assertThat(watched.low()).isLessThan(fixed.low());
        assertThat(watched.high()).isGreaterThan(fixed.high());
        assertThat(watched.halfWidth()).isGreaterThan(fixed.halfWidth());
        assertThat(watched.meanHigh()).isGreaterThan(fixed.meanHigh());
        assertThat(watched.p()).isCloseTo(fixed.p() * 0.05 / 0.035, within(1e-12));
    }

    /** What {@link Effect} promises of every effect. */
    @Test
    void itsPIsAtMostFivePercentExactlyWhereItsIntervalExcludesOne() {
        int excluded = 0;
        for (double shift = 0.9; shift < 1.15; shift += 0.001) {
            double by = shift;
            PairedRatio effect =
                    FixedWidth.ratio(DoubleStream.of(ARM).map(x -> x * by).toArray(), BASELINE);
            assertThat(effect.p() <= 0.05).as("times " + shift).isEqualTo(effect.excludesOne());
            excluded += effect.excludesOne() ? 1 : 0;
        }
        assertThat(excluded).isPositive();
    }

    @Test
    void aPIsNeverAboveOne() {
        assertThat(FixedWidth.ratio(BASELINE, BASELINE).p()).isEqualTo(1);
    }
}
