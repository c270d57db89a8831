package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guaranteebench.stats.VarianceShares.Block;
import org.guaranteebench.stats.VarianceShares.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarianceSharesTest {
    private static List<Block> start(double... logs) {
        return Arrays.stream(logs).mapToObj(log -> new Block(log, 0)).toList();
    }

    /** By hand: means 2 and 6, within (2 + 2) / 2 = 2, between 2·(4 + 4) / 1 = 16, so (16 − 2) / 2 = 7. */
    @Test
    void theMomentsOfASmallTableAreThoseFoundByHand() {
        VarianceShares shares = VarianceShares.of(List.of(start(1, 3), start(5, 7)));
        assertThat(shares.blocks()).isEqualTo(4);
        assertThat(shares.starts()).isEqualTo(2);
        assertThat(shares.fork()).isEqualTo(2, within(1e-12));
        assertThat(shares.start()).isEqualTo(7, within(1e-12));
        // Of the mean: 7 · 8/16 against 2 / 4.
        assertThat(shares.share(Source.START)).isEqualTo(3.5 / 4, within(1e-12));
        assertThat(shares.share(Source.FORK)).isEqualTo(0.5 / 4, within(1e-12));
        assertThat(shares.largest()).isEqualTo(Source.START);
    }

    @Test
    void whatIterationsExplainIsNotBlamedOnForks() {
        List<Block> one = List.of(new Block(0, 1.5), new Block(2, 1.5));
        VarianceShares shares = VarianceShares.of(List.of(one));
        assertThat(shares.iteration()).isEqualTo(1.5, within(1e-12));
        assertThat(shares.fork()).isEqualTo(0.5, within(1e-12));
        assertThat(shares.largest()).isEqualTo(Source.ITERATION);
        VarianceShares more = VarianceShares.of(List.of(List.of(new Block(0, 9), new Block(2, 9))));
        assertThat(more.iteration()).as("never more than there is").isEqualTo(2, within(1e-12));
        assertThat(more.fork()).isZero();
    }

    @Test
    void aBlocksIterationVarianceIsThatOfBothArmsMeans() {
        double e = Math.E;
        // Logs 0 and 2: variance 2, of the mean 1.
        assertThat(Block.of(0.3, new double[] {1, e * e}, new double[] {1, e * e})
                        .iterationVariance())
                .isEqualTo(2, within(1e-12));
        assertThat(Block.of(0.3, new double[] {5}, new double[] {}).iterationVariance())
                .isZero();
    }

    @Test
    void ofOneStartNothingIsSaidAboutStarts() {
        assertThat(VarianceShares.of(List.of(start(1, 3, 8))).start()).isZero();
    }

    @Test
    void whereNothingVariesNothingHasAShare() {
        VarianceShares shares = VarianceShares.of(List.of(start(1, 1), start(1, 1)));
        for (Source source : Source.values()) {
            assertThat(shares.share(source)).isZero();
        }
    }

    @Test
    void oneBlockPerStartCannotBeTakenApart() {
        assertThatIllegalArgumentException().isThrownBy(() -> VarianceShares.of(List.of(start(1), start(2))));
    }

    /** Known components come back on average, starts of unequal size included. */
    @ParameterizedTest
    @CsvSource({"0.0, 0.04, 0.0", "0.09, 0.01, 0.0", "0.02, 0.02, 0.02"})
    void knownVariancesAreFound(double ofStart, double ofFork, double ofIteration) {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 4_000;
        double start = 0;
        double fork = 0;
        double iteration = 0;
        for (int r = 0; r < runs; r++) {
            List<List<Block>> byStart = new ArrayList<>();
            for (int blocks : new int[] {4, 4, 4, 3}) {
                double luck = Math.sqrt(ofStart) * random.nextGaussian();
                List<Block> of = new ArrayList<>();
                for (int b = 0; b < blocks; b++) {
                    of.add(new Block(luck + Math.sqrt(ofFork + ofIteration) * random.nextGaussian(), ofIteration));
                }
                byStart.add(of);
            }
            VarianceShares shares = VarianceShares.of(byStart);
            start += shares.start() / runs;
            fork += shares.fork() / runs;
            iteration += shares.iteration() / runs;
        }
        // Cut off at zero, an estimate of nothing is a little more than nothing.
        assertThat(start).isBetween(ofStart * 0.95, ofStart * 1.08 + 0.005);
        assertThat(fork).isCloseTo(ofFork, within(0.003));
        assertThat(iteration).isCloseTo(ofIteration, within(0.001));
    }
}
