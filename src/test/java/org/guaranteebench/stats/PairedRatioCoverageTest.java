package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.guaranteebench.stats.Verdict.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions with a known true ratio, as the suite would measure them: the host doubles its speed from the first trial to
 * the last, each block has luck of its own, and the two arms of a block take turns at random. Seeds are fixed.
 *
 * <p>The signed-rank interval is exact, so the number of sessions that cover the truth is binomial with a known
 * probability: 246/256 with 8 blocks, 3922/4096 with 12. Each count must lie between the 1e-4 quantiles on both sides;
 * an interval that is too wide fails as well as one that is too narrow.
 */
class PairedRatioCoverageTest {
    private static final int SESSIONS = 2_000;
    private static final double CHANCE = 1e-4;
    private static final double TRIAL_NOISE = 0.02;
    private static final double BLOCK_NOISE = 0.10;

    /** Relative noise of one trial, in units of {@link #TRIAL_NOISE}. */
    enum Noise {
        NORMAL(SplittableRandom::nextGaussian),
        /** Student's t with two degrees of freedom: no variance. */
        HEAVY_TAILED(random -> random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble()))),
        /** One trial in ten suffers ten times the noise. */
        CONTAMINATED(random -> random.nextGaussian() * (random.nextInt(10) == 0 ? 10 : 1));

        private final ToDoubleFunction<SplittableRandom> source;

        Noise(ToDoubleFunction<SplittableRandom> source) {
            this.source = source;
        }

        double next(SplittableRandom random) {
            return Math.exp(TRIAL_NOISE * source.applyAsDouble(random));
        }
    }

    private record Session(double[] arm, double[] baseline) {

        /** As the suite measures: block by block, the order within a block drawn. */
        static Session blocked(SplittableRandom random, int blocks, double trueRatio, Noise noise) {
            Session session = new Session(new double[blocks], new double[blocks]);
            for (int b = 0; b < blocks; b++) {
                double luck = Math.exp(BLOCK_NOISE * random.nextGaussian());
                int armsTurn = random.nextInt(2);
                session.arm[b] = trueRatio * luck * speed(2 * b + armsTurn, blocks) * noise.next(random);
                session.baseline[b] = luck * speed(2 * b + 1 - armsTurn, blocks) * noise.next(random);
            }
            return session;
        }

        /** As a loop over levels measures: all trials of the baseline, then all of the arm. */
        static Session oneAfterTheOther(SplittableRandom random, int trials, double trueRatio, Noise noise) {
            Session session = new Session(new double[trials], new double[trials]);
            for (int t = 0; t < trials; t++) {
                session.baseline[t] = speed(t, trials) * noise.next(random);
                session.arm[t] = trueRatio * speed(trials + t, trials) * noise.next(random);
            }
            return session;
        }

        private static double speed(int slot, int perArm) {
            return Math.pow(2, slot / (2.0 * perArm - 1));
        }

        PairedRatio effect() {
            return PairedRatio.of(arm, baseline);
        }
    }

    static Stream<Arguments> truths() {
        return Stream.of(8, 12)
                .flatMap(blocks -> Stream.of(Noise.values())
                        .flatMap(noise -> Stream.of(1.0, 0.95, 0.90).map(ratio -> Arguments.of(blocks, noise, ratio))));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void theIntervalCoversTheTruthAsOftenAsItSays(int blocks, Noise noise, double trueRatio) {
        SplittableRandom random = new SplittableRandom(1_000 * blocks + noise.ordinal());
        int covered = 0;
        for (int s = 0; s < SESSIONS; s++) {
            PairedRatio effect =
                    Session.blocked(random, blocks, trueRatio, noise).effect();
            covered += effect.low() <= trueRatio && trueRatio <= effect.high() ? 1 : 0;
        }
        double exact = blocks == 8 ? 246 / 256.0 : 3922 / 4096.0;
        BinomialDistribution expected = BinomialDistribution.of(SESSIONS, exact);

        assertThat(covered)
                .isBetween(expected.inverseCumulativeProbability(CHANCE), expected.inverseSurvivalProbability(CHANCE))
                .isGreaterThanOrEqualTo((int) (0.94 * SESSIONS));
    }

    @ParameterizedTest
    @EnumSource
    void atLeastNinetyOfAHundredComparisonsWithItselfContainOne(Noise noise) {
        SplittableRandom random = new SplittableRandom(42);
        int containOne = 0;
        for (int s = 0; s < 100; s++) {
            PairedRatio effect = Session.blocked(random, 8, 1, noise).effect();
            containOne += effect.low() <= 1 && 1 <= effect.high() ? 1 : 0;
        }
        assertThat(containOne).isBetween(90, 99);
    }

    @Test
    void aSlowdownOfTenPercentIsFoundAtTwoPercentNoise() {
        SplittableRandom random = new SplittableRandom(7);
        int found = 0;
        for (int s = 0; s < SESSIONS; s++) {
            PairedRatio effect = Session.blocked(random, 8, 0.90, Noise.NORMAL).effect();
            found += Verdict.of(effect, effect.p(), Better.HIGHER).startsWith("costs ") ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo((int) (0.99 * SESSIONS));
    }

    @Test
    void theEstimateOfASlowdownIsNotBiased() {
        SplittableRandom random = new SplittableRandom(8);
        double sum = 0;
        for (int s = 0; s < SESSIONS; s++) {
            sum += Math.log(
                    Session.blocked(random, 8, 0.90, Noise.NORMAL).effect().ratio());
        }
        assertThat(Math.exp(sum / SESSIONS)).isBetween(0.898, 0.902);
    }

    /** Why there are blocks at all. */
    @Test
    void oneLevelAfterTheOtherMissesTheTruthAlmostAlways() {
        SplittableRandom random = new SplittableRandom(9);
        int covered = 0;
        for (int s = 0; s < SESSIONS; s++) {
            Session session = Session.oneAfterTheOther(random, 8, 1, Noise.NORMAL);
            List<Double> interval = unpairedInterval(session);
            covered += interval.get(0) <= 1 && 1 <= interval.get(1) ? 1 : 0;
        }
        assertThat(covered).isLessThan(SESSIONS / 20);
    }

    /** Without drift the same interval is sound, so what it misses above is the drift and not its own fault. */
    @Test
    void theUnpairedIntervalIsSoundWhereNothingDrifts() {
        SplittableRandom random = new SplittableRandom(10);
        int covered = 0;
        for (int s = 0; s < SESSIONS; s++) {
            Session session = new Session(
                    DoubleStream.generate(() -> Noise.NORMAL.next(random))
                            .limit(8)
                            .toArray(),
                    DoubleStream.generate(() -> Noise.NORMAL.next(random))
                            .limit(8)
                            .toArray());
            List<Double> interval = unpairedInterval(session);
            covered += interval.get(0) <= 1 && 1 <= interval.get(1) ? 1 : 0;
        }
        assertThat(covered).isGreaterThan((int) (0.93 * SESSIONS));
    }

    /** Two-sample t interval of the ratio of geometric means. */
    private static List<Double> unpairedInterval(Session session) {
        double difference = meanLog(session.arm) - meanLog(session.baseline);
        int n = session.arm.length;
        double error = Math.sqrt((varianceLog(session.arm) + varianceLog(session.baseline)) / n);
        double half = error * TDistribution.of(2.0 * n - 2).inverseCumulativeProbability(0.975);
        return List.of(Math.exp(difference - half), Math.exp(difference + half));
    }

    private static double meanLog(double[] values) {
        return Arrays.stream(values).map(Math::log).average().orElseThrow();
    }

    private static double varianceLog(double[] values) {
        double mean = meanLog(values);
        return Arrays.stream(values)
                        .map(x -> (Math.log(x) - mean) * (Math.log(x) - mean))
                        .sum()
                / (values.length - 1);
    }
}
