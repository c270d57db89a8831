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
import org.junit.jupiter.params.provider.ValueSource;

class PairedRatioTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** Depression scale factors before and after therapy: Hollander and Wolfe, 1973, table 3.1. */
    private static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    private static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    private static double[] exp(double... logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    /** Ratios to a baseline that is 1 in every block. */
    private static PairedRatio ofLogs(double... logs) {
        return PairedRatio.of(exp(logs), exp(new double[logs.length]));
    }

    /** R 4: {@code wilcox.test(x, y, paired = TRUE, conf.int = TRUE)} gives V = 40. */
    @Test
    void theDepressionDataGiveThePublishedEstimateIntervalAndP() {
        PairedRatio effect = PairedRatio.of(exp(BEFORE), exp(AFTER));

        assertThat(effect.n()).isEqualTo(9);
        assertThat(effect.p()).isEqualTo(0.0390625, EXACT);
        assertThat(Math.log(effect.ratio())).isEqualTo(0.46, EXACT);
        assertThat(Math.log(effect.low())).isEqualTo(0.010, EXACT);
        assertThat(Math.log(effect.high())).isEqualTo(0.786, EXACT);
    }

    /** SciPy 1.17: {@code t.interval(0.95, 8, mean, sd / 3)} of the differences. */
    @Test
    void theCrossCheckIsTheTIntervalOfTheMeanLogRatio() {
        PairedRatio effect = PairedRatio.of(exp(BEFORE), exp(AFTER));

        assertThat(Math.log(effect.meanRatio())).isEqualTo(0.4318888888888889, EXACT);
        assertThat(Math.log(effect.meanLow())).isEqualTo(0.10377871227216856, within(1e-9));
        assertThat(Math.log(effect.meanHigh())).isEqualTo(0.7599990655056093, within(1e-9));
    }

    @Test
    void swappingArmAndBaselineInvertsTheEffect() {
        PairedRatio effect = PairedRatio.of(exp(BEFORE), exp(AFTER));
        PairedRatio inverse = PairedRatio.of(exp(AFTER), exp(BEFORE));

        assertThat(inverse.ratio()).isEqualTo(1 / effect.ratio(), EXACT);
        assertThat(inverse.low()).isEqualTo(1 / effect.high(), EXACT);
        assertThat(inverse.high()).isEqualTo(1 / effect.low(), EXACT);
        assertThat(inverse.p()).isEqualTo(effect.p());
    }

    @Test
    void whatABlockHasInCommonCancels() {
        double[] hostSpeed = {1, 2, 3, 0.5, 100, 7, 0.1, 20, 4};
        double[] arm = exp(BEFORE);
        double[] baseline = exp(AFTER);
        for (int i = 0; i < hostSpeed.length; i++) {
            arm[i] *= hostSpeed[i];
            baseline[i] *= hostSpeed[i];
        }
        PairedRatio effect = PairedRatio.of(arm, baseline);

        assertThat(Math.log(effect.low())).isEqualTo(0.010, EXACT);
        assertThat(Math.log(effect.high())).isEqualTo(0.786, EXACT);
    }

    @Test
    void oneWildBlockOfEightDoesNotMoveTheEstimateByMuch() {
        PairedRatio effect = ofLogs(0.10, 0.11, 0.09, 0.10, 0.12, 0.08, 0.10, 5.0);

        assertThat(Math.log(effect.ratio())).isEqualTo(0.10, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void anIntervalBelowSixBlocksDoesNotExist(int blocks) {
        double[] logs = DoubleStream.generate(() -> 0.1).limit(blocks).toArray();
        PairedRatio effect = ofLogs(logs);

        assertThat(effect.hasInterval()).isFalse();
        assertThat(effect.low()).isNaN();
        assertThat(effect.high()).isNaN();
        assertThat(effect.p()).isNaN();
        assertThat(effect.ratio()).isEqualTo(Math.exp(0.1), EXACT);
    }

    @Test
    void sixBlocksGiveTheRangeOfTheRatiosAndTheSmallestPossibleP() {
        PairedRatio effect = ofLogs(0.3, 0.1, 0.6, 0.2, 0.5, 0.4);

        assertThat(effect.hasInterval()).isTrue();
        assertThat(Math.log(effect.low())).isEqualTo(0.1, EXACT);
        assertThat(Math.log(effect.high())).isEqualTo(0.6, EXACT);
        assertThat(effect.p()).isEqualTo(2 / 64.0);
    }

    @Test
    void noBlocksGiveNoFigures() {
        PairedRatio effect = PairedRatio.of(new double[0], new double[0]);

        assertThat(effect.n()).isZero();
        assertThat(new double[] {effect.ratio(), effect.low(), effect.high(), effect.p(), effect.meanRatio()})
                .containsOnly(Double.NaN);
    }

    @Test
    void oneBlockHasARatioButNoCrossCheck() {
        PairedRatio effect = PairedRatio.of(new double[] {3}, new double[] {2});

        assertThat(effect.ratio()).isEqualTo(1.5, EXACT);
        assertThat(effect.meanRatio()).isEqualTo(1.5, EXACT);
        assertThat(effect.meanLow()).isNaN();
        assertThat(effect.meanHigh()).isNaN();
    }

    @Test
    void identicalArmsAreNoEvidenceAtAll() {
        PairedRatio effect = ofLogs(0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(effect.p()).isEqualTo(1);
        assertThat(effect.low()).isEqualTo(1);
        assertThat(effect.high()).isEqualTo(1);
    }

    @Test
    void aBlockWithoutADifferenceCountsAgainstADifference() {
        PairedRatio seven = ofLogs(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
        PairedRatio withATie = ofLogs(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0);

        assertThat(seven.p()).isEqualTo(2 / 128.0);
        assertThat(withATie.p()).isEqualTo(4 / 128.0);
    }

    /** Interval and p-value are two views of one test and must not contradict each other. */
    @Test
    void theIntervalExcludesOneExactlyWhenPIsAtMostFivePercent() {
        SplittableRandom random = new SplittableRandom(20);
        int excluding = 0;
        for (int session = 0; session < 1000; session++) {
            double shift = random.nextDouble() * 0.1;
            PairedRatio effect = ofLogs(random.doubles(6 + session % 10, -0.1, 0.1)
                    .map(x -> x + shift)
                    .toArray());
            boolean excludesOne = effect.low() > 1 || effect.high() < 1;
            excluding += excludesOne ? 1 : 0;
            assertThat(effect.p() <= 0.05).as("%s", effect).isEqualTo(excludesOne);
        }
        assertThat(excluding).isBetween(100, 900);
    }

    @Test
    void itSaysWhenTheTwoMethodsDisagree() {
        assertThat(ofLogs(0.010, 0.011, 0.012, 0.013, 0.014, 5.0).methodsDisagree())
                .isTrue();
        assertThat(ofLogs(0.010, 0.011, 0.012, 0.013, 0.014, 0.015).methodsDisagree())
                .isFalse();
        assertThat(ofLogs(-0.3, 0.1, -0.2, 0.2, -0.1, 0.3).methodsDisagree()).isFalse();
    }

    @Test
    void withoutAnIntervalNothingDisagrees() {
        assertThat(ofLogs(0.010, 0.011, 0.012).methodsDisagree()).isFalse();
        assertThat(ofLogs(-0.010, 0, 0.012).methodsDisagree()).isFalse();
    }

    @Test
    void unequalNumbersOfBlocksAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedRatio.of(new double[] {1, 2}, new double[] {1}))
                .withMessage("2 values against 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aValueWithoutALogarithmIsRefusedOnEitherSide(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedRatio.of(new double[] {value}, new double[] {1}))
                .withMessage("ratio of " + value + " and 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedRatio.of(new double[] {1}, new double[] {value}))
                .withMessage("ratio of 1.0 and " + value);
    }
}
