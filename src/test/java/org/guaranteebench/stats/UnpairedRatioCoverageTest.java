package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guaranteebench.stats.PairedRatioCoverageTest.Noise;
import org.guaranteebench.stats.Verdict.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pairs of runs with a known true ratio between them. Seeds are fixed.
 *
 * <p>The rank-sum interval is exact, so the number of pairs that cover the truth is binomial with a known probability:
 * each count must lie between the 1e-4 quantiles on both sides.
 */
class UnpairedRatioCoverageTest {
    private static final int SESSIONS = 2_000;
    private static final double CHANCE = 1e-4;

    private static double[] sample(SplittableRandom random, int n, double level, Noise noise) {
        return DoubleStream.generate(() -> level * noise.next(random)).limit(n).toArray();
    }

    /** The last argument is how many of how many orders of the values lie in the tails that the interval excludes. */
    static Stream<Arguments> truths() {
        return Stream.of(
                        Arguments.of(4, 4, 2 / 70.0),
                        Arguments.of(8, 8, 642 / 12_870.0),
                        Arguments.of(8, 12, 5964 / 125_970.0),
                        Arguments.of(12, 12, 121_422 / 2_704_156.0))
                .flatMap(sizes -> Stream.of(Noise.values())
                        .flatMap(noise -> Stream.of(1.0, 0.9)
                                .map(ratio ->
                                        Arguments.of(sizes.get()[0], sizes.get()[1], sizes.get()[2], noise, ratio))));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void theIntervalCoversTheTruthAsOftenAsItSays(int n, int m, double tails, Noise noise, double trueRatio) {
        SplittableRandom random = new SplittableRandom(1_000 * n + 10 * m + noise.ordinal());
        int covered = 0;
        for (int s = 0; s < SESSIONS; s++) {
            UnpairedRatio effect = UnpairedRatio.of(sample(random, n, 1, noise), sample(random, m, trueRatio, noise));
            covered += effect.low() <= trueRatio && trueRatio <= effect.high() ? 1 : 0;
        }
        BinomialDistribution expected = BinomialDistribution.of(SESSIONS, 1 - tails);

        assertThat(covered)
                .isBetween(expected.inverseCumulativeProbability(CHANCE), expected.inverseSurvivalProbability(CHANCE));
    }

    /** Latencies on a coarse scale and counts repeat their values. */
    @ParameterizedTest
    @EnumSource
    void tiesMakeTheIntervalWiderAndNeverNarrower(Noise noise) {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        for (int s = 0; s < SESSIONS; s++) {
            UnpairedRatio effect =
                    UnpairedRatio.of(rounded(sample(random, 8, 100, noise)), rounded(sample(random, 8, 100, noise)));
            covered += effect.excludesOne() ? 0 : 1;
        }
        assertThat(covered)
                .isGreaterThanOrEqualTo(
                        BinomialDistribution.of(SESSIONS, 1 - 642 / 12_870.0).inverseCumulativeProbability(CHANCE));
    }

    private static double[] rounded(double[] values) {
        return DoubleStream.of(values).map(Math::rint).toArray();
    }

    /** What docs/METHOD.md says of runs of which one is three times as noisy as the other. */
    @Test
    void unlikeNoiseCostsLittleCoverageBetweenEqualNumbersOfTrials() {
        assertThat(coverageWithNoiseThrice(8, 8)).isBetween(0.92, 0.95);
        assertThat(coverageWithNoiseThrice(12, 8)).isBetween(0.90, 0.93);
    }

    private static double coverageWithNoiseThrice(int n, int m) {
        SplittableRandom random = new SplittableRandom(4);
        int covered = 0;
        for (int s = 0; s < 5 * SESSIONS; s++) {
            double[] noisier = DoubleStream.of(sample(random, m, 1, Noise.NORMAL))
                    .map(v -> Math.pow(v, 3))
                    .toArray();
            UnpairedRatio effect = UnpairedRatio.of(sample(random, n, 1, Noise.NORMAL), noisier);
            covered += effect.excludesOne() ? 0 : 1;
        }
        return covered / (5.0 * SESSIONS);
    }

    @Test
    void aDifferenceOfTenPercentIsFoundAtTwoPercentNoise() {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        for (int s = 0; s < SESSIONS; s++) {
            UnpairedRatio effect =
                    UnpairedRatio.of(sample(random, 8, 1, Noise.NORMAL), sample(random, 8, 0.9, Noise.NORMAL));
            found += Verdict.of(effect, effect.p(), Better.NEITHER).startsWith("lower by ") ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo((int) (0.99 * SESSIONS));
    }

    @Test
    void theEstimateIsNotBiased() {
        SplittableRandom random = new SplittableRandom(6);
        double sum = 0;
        for (int s = 0; s < SESSIONS; s++) {
            sum += Math.log(UnpairedRatio.of(sample(random, 8, 1, Noise.NORMAL), sample(random, 12, 0.9, Noise.NORMAL))
                    .ratio());
        }
        assertThat(Math.exp(sum / SESSIONS)).isBetween(0.899, 0.901);
    }

    /** The second run's machine is a tenth slower all day; the arm costs the same in both. */
    @Test
    void whatDiffersBetweenTwoRunsAsAWholeIsInTheRatioOfValuesAndCancelsInThatOfCosts() {
        SplittableRandom random = new SplittableRandom(7);
        int values = 0;
        int costs = 0;
        for (int s = 0; s < SESSIONS; s++) {
            double[][] first = run(random, 1);
            double[][] second = run(random, 0.9);
            values += UnpairedRatio.of(first[0], second[0]).excludesOne() ? 0 : 1;
            costs += UnpairedRatio.of(first[1], second[1]).excludesOne() ? 0 : 1;
        }
        assertThat(values).isLessThan(SESSIONS / 100);
        assertThat(costs).isGreaterThan((int) (0.93 * SESSIONS));
    }

    /** An arm's values and, within the same eight blocks, its ratios to the baseline. */
    private static double[][] run(SplittableRandom random, double speed) {
        double[] arm = sample(random, 8, 0.7 * speed, Noise.NORMAL);
        double[] baseline = sample(random, 8, speed, Noise.NORMAL);
        double[] costs = new double[8];
        for (int b = 0; b < 8; b++) {
            costs[b] = arm[b] / baseline[b];
        }
        return new double[][] {arm, costs};
    }
}
