package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MedianIntervalTest {

    /** 1 to n in an order that is not ascending. */
    private static double[] ranks(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> n + 1 - i).toArray();
    }

    /** Largest k with P(Bin(n, 1/2) < k) at most 2.5 %; Conover, Practical Nonparametric Statistics, table A3. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "7, 1, 7", "8, 1, 8", "9, 2, 8", "10, 2, 9", "11, 2, 10", "12, 3, 10", "20, 6, 15"})
    void theEndsAreTheOrderStatisticsOfTheTables(int n, double low, double high) {
        MedianInterval interval = MedianInterval.of(ranks(n));

        assertThat(interval.low()).isEqualTo(low);
        assertThat(interval.high()).isEqualTo(high);
    }

    /** The same from first principles: n trials miss the median on one side with the probability of their tails. */
    @ParameterizedTest
    @ValueSource(ints = {6, 8, 12, 16})
    void theIntervalHasItsConfidenceAndTheNextNarrowerHasNot(int n) {
        int below = (int) MedianInterval.of(ranks(n)).low();

        assertThat(tails(n, below)).isLessThanOrEqualTo(0.05);
        assertThat(tails(n, below + 1)).isGreaterThan(0.05);
    }

    private static double tails(int n, int rank) {
        long patterns = IntStream.range(0, 1 << n)
                .filter(signs -> Integer.bitCount(signs) < rank)
                .count();
        return 2.0 * patterns / (1 << n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void belowSixTrialsThereIsAMedianButNoInterval(int n) {
        MedianInterval interval = MedianInterval.of(ranks(n));

        assertThat(interval.n()).isEqualTo(n);
        assertThat(interval.median()).isEqualTo((n + 1) / 2.0);
        assertThat(interval.low()).isNaN();
        assertThat(interval.high()).isNaN();
    }

    @Test
    void anEvenNumberOfTrialsHasTheMeanOfTheMiddleTwoAsMedian() {
        assertThat(MedianInterval.of(new double[] {40, 10, 20, 70}).median()).isEqualTo(30);
    }

    @Test
    void noTrialsGiveNoFigures() {
        MedianInterval interval = MedianInterval.of(new double[0]);

        assertThat(interval.n()).isZero();
        assertThat(interval.median()).isNaN();
        assertThat(interval.low()).isNaN();
        assertThat(interval.high()).isNaN();
    }

    @Test
    void theGivenValuesAreLeftInTheirOrder() {
        double[] given = {3, 1, 2};
        MedianInterval.of(given);

        assertThat(given).containsExactly(3, 1, 2);
    }
}
