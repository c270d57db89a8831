package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpairedRatioTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** Diffusion of tritiated water across human chorioamnion: Hollander and Wolfe, 1999, table 4.1. */
    private static final double[] AT_TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

    private static final double[] WEEKS_12_TO_26 = {1.15, 0.88, 0.90, 0.74, 1.21};

    private static double[] exp(double... logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    private static double[] constant(int n, double log) {
        return exp(DoubleStream.generate(() -> log).limit(n).toArray());
    }

    /** Hollander and Wolfe, examples 4.1, 4.3 and 4.4; R's coin: {@code wilcox_test(…, "exact", conf.int = TRUE)}. */
    @Test
    void theWaterDiffusionDataGiveThePublishedEstimateIntervalAndP() {
        UnpairedRatio effect = UnpairedRatio.of(exp(AT_TERM), exp(WEEKS_12_TO_26));

        assertThat(effect.n()).isEqualTo(10);
        assertThat(effect.m()).isEqualTo(5);
        assertThat(Math.log(effect.ratio())).isEqualTo(-0.305, EXACT);
        assertThat(Math.log(effect.low())).isEqualTo(-0.76, EXACT);
        assertThat(Math.log(effect.high())).isEqualTo(0.15, EXACT);
        assertThat(effect.p()).isEqualTo(764.0 / 3003, EXACT);
    }

    @Test
    void theRatioIsThatOfTheSecondToTheFirst() {
        assertThat(UnpairedRatio.of(new double[] {2}, new double[] {3}).ratio()).isEqualTo(1.5, EXACT);
    }

    @Test
    void swappingTheSamplesInvertsTheEffect() {
        UnpairedRatio effect = UnpairedRatio.of(exp(AT_TERM), exp(WEEKS_12_TO_26));
        UnpairedRatio inverse = UnpairedRatio.of(exp(WEEKS_12_TO_26), exp(AT_TERM));

        assertThat(inverse.n()).isEqualTo(effect.m());
        assertThat(inverse.m()).isEqualTo(effect.n());
        assertThat(inverse.ratio()).isEqualTo(1 / effect.ratio(), EXACT);
        assertThat(inverse.low()).isEqualTo(1 / effect.high(), EXACT);
        assertThat(inverse.high()).isEqualTo(1 / effect.low(), EXACT);
        assertThat(inverse.p()).isEqualTo(effect.p());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.5, 1000, 1e12})
    void theUnitOfTheValuesDoesNotMatter(double unit) {
        UnpairedRatio effect = UnpairedRatio.of(exp(AT_TERM), exp(WEEKS_12_TO_26));
        UnpairedRatio scaled = UnpairedRatio.of(
                Arrays.stream(exp(AT_TERM)).map(v -> unit * v).toArray(),
                Arrays.stream(exp(WEEKS_12_TO_26)).map(v -> unit * v).toArray());

        assertThat(scaled.ratio()).isEqualTo(effect.ratio(), EXACT);
        assertThat(scaled.low()).isEqualTo(effect.low(), EXACT);
        assertThat(scaled.high()).isEqualTo(effect.high(), EXACT);
        assertThat(scaled.p()).isEqualTo(effect.p());
    }

    @Test
    void aKnownFactorMovesEstimateAndIntervalByThatFactor() {
        UnpairedRatio effect = UnpairedRatio.of(exp(AT_TERM), exp(WEEKS_12_TO_26));
        UnpairedRatio doubled = UnpairedRatio.of(
                exp(AT_TERM), Arrays.stream(exp(WEEKS_12_TO_26)).map(v -> 2 * v).toArray());

        assertThat(doubled.ratio()).isEqualTo(2 * effect.ratio(), EXACT);
        assertThat(doubled.low()).isEqualTo(2 * effect.low(), EXACT);
        assertThat(doubled.high()).isEqualTo(2 * effect.high(), EXACT);
    }

    @Test
    void theOrderWithinASampleDoesNotMatter() {
        double[] reversed = new double[AT_TERM.length];
        Arrays.setAll(reversed, i -> AT_TERM[AT_TERM.length - 1 - i]);

        assertThat(UnpairedRatio.of(exp(reversed), exp(WEEKS_12_TO_26)))
                .isEqualTo(UnpairedRatio.of(exp(AT_TERM), exp(WEEKS_12_TO_26)));
    }

    @Test
    void oneWildValueOfEightDoesNotMoveTheEstimateByMuch() {
        UnpairedRatio effect = UnpairedRatio.of(
                exp(0.01, -0.01, 0, 0.02, -0.02, 0, 0.01, -0.01), exp(0.10, 0.11, 0.09, 0.10, 0.12, 0.08, 0.10, 5.0));

        assertThat(Math.log(effect.ratio())).isEqualTo(0.10, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "3, 4", "4, 3", "2, 7", "1, 20"})
    void samplesTooSmallForAnIntervalHaveARatioAndNothingElse(int n, int m) {
        UnpairedRatio effect = UnpairedRatio.of(constant(n, 0), constant(m, 0.1));

        assertThat(effect.measured()).isTrue();
        assertThat(effect.ratio()).isEqualTo(Math.exp(0.1), EXACT);
        assertThat(effect.hasInterval()).isFalse();
        assertThat(new double[] {effect.low(), effect.high(), effect.p()}).containsOnly(Double.NaN);
        assertThat(effect.shortage()).isEqualTo(n + " against " + m + " values are too few for an interval");
    }

    /** 4 and 4 exclude no difference at all, so the interval is their range; p is 2 / C(8, 4). */
    @Test
    void fourAgainstFourGiveTheRangeOfTheRatiosAndTheSmallestPossibleP() {
        UnpairedRatio effect = UnpairedRatio.of(exp(0.0, 0.1, 0.2, 0.3), exp(1.0, 1.1, 1.2, 1.5));

        assertThat(Math.log(effect.low())).isEqualTo(0.7, EXACT);
        assertThat(Math.log(effect.high())).isEqualTo(1.5, EXACT);
        assertThat(effect.p()).isEqualTo(2 / 70.0, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 8", "8, 0"})
    void anEmptySampleGivesNoFigures(int n, int m) {
        UnpairedRatio effect = UnpairedRatio.of(constant(n, 0), constant(m, 0));

        assertThat(effect.measured()).isFalse();
        assertThat(effect.n()).isEqualTo(n);
        assertThat(effect.m()).isEqualTo(m);
        assertThat(new double[] {effect.ratio(), effect.low(), effect.high(), effect.p()})
                .containsOnly(Double.NaN);
    }

    @Test
    void identicalSamplesAreNoEvidenceAtAll() {
        UnpairedRatio effect = UnpairedRatio.of(constant(8, 0.3), constant(8, 0.3));

        assertThat(effect.p()).isEqualTo(1);
        assertThat(effect.ratio()).isEqualTo(1);
        assertThat(effect.low()).isEqualTo(1);
        assertThat(effect.high()).isEqualTo(1);
    }

    @Test
    void tiesCountAgainstADifference() {
        UnpairedRatio apart = UnpairedRatio.of(exp(0.1, 0.2, 0.3, 0.4), exp(0.5, 0.6, 0.7, 0.8));
        UnpairedRatio touching = UnpairedRatio.of(exp(0.1, 0.2, 0.3, 0.4), exp(0.4, 0.6, 0.7, 0.8));

        assertThat(apart.p()).isEqualTo(2 / 70.0, EXACT);
        assertThat(apart.excludesOne()).isTrue();
        assertThat(touching.p()).isEqualTo(4 / 70.0, EXACT);
        assertThat(touching.excludesOne()).isFalse();
    }

    /** Interval and p-value are two views of one test and must not contradict each other, ties or not. */
    @Test
    void theIntervalExcludesOneExactlyWhenPIsAtMostFivePercent() {
        SplittableRandom random = new SplittableRandom(21);
        int excluding = 0;
        for (int session = 0; session < 1000; session++) {
            double shift = random.nextInt(12) / 8.0;
            double grain = session % 2 == 0 ? 1e9 : 8;
            UnpairedRatio effect = UnpairedRatio.of(
                    exp(grained(random, 4 + session % 7, 0, grain)),
                    exp(grained(random, 4 + session % 5, shift, grain)));
            excluding += effect.excludesOne() ? 1 : 0;
            assertThat(effect.p() <= 0.05).as("%s", effect).isEqualTo(effect.excludesOne());
        }
        assertThat(excluding).isBetween(100, 900);
    }

    private static double[] grained(SplittableRandom random, int n, double shift, double grain) {
        return random.doubles(n, -1, 1)
                .map(x -> Math.rint((x + shift) * grain) / grain)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aValueWithoutALogarithmIsRefusedOnEitherSide(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnpairedRatio.of(new double[] {value}, new double[] {1}))
                .withMessage("logarithm of " + value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnpairedRatio.of(new double[] {1}, new double[] {value}))
                .withMessage("logarithm of " + value);
    }
}
