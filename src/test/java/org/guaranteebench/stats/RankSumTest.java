package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "5, 1", "2, 3", "4, 4", "3, 7", "7, 3", "6, 8", "8, 8"})
    void theDistributionIsThatOfAllOrders(int n, int m) {
        int[] orders = new int[n * m + 1];
        for (int places = 0; places < 1 << n + m; places++) {
            if (Integer.bitCount(places) == n) {
                orders[u(places, n + m)]++;
            }
        }
        double all = IntStream.of(orders).sum();
        RankSum distribution = new RankSum(n, m);
        int below = 0;
        for (int u = 0; u <= n * m; u++) {
            below += orders[u];
            assertThat(distribution.cumulative(u)).as("P(U <= %d)", u).isEqualTo(below / all);
        }
    }

    /** A bit is a value of the first sample; how many values of the second are smaller than it, over all such bits. */
    private static int u(int places, int all) {
        int u = 0;
        for (int place = 0; place < all; place++) {
            if ((places >> place & 1) == 1) {
                u += place - Integer.bitCount(places & (1 << place) - 1);
            }
        }
        return u;
    }

    /** R 4: {@code pwilcox(q, m, n)}; the counts over C(n+m, n). */
    @ParameterizedTest
    @CsvSource({
        "4, 4, 0, 0.014285714285714285",
        "10, 5, 8, 0.01998001998001998",
        "10, 5, 15, 0.1272061272061272",
        "8, 8, 13, 0.024941724941724943",
        "8, 12, 22, 0.023672302929268873",
        "20, 20, 127, 0.02454516259468622",
        "50, 50, 965, 0.02477386179942317"
    })
    void itAgreesWithExactProbabilities(int n, int m, int u, double probability) {
        assertThat(new RankSum(n, m).cumulative(u)).isEqualTo(probability, within(1e-13));
    }

    /** Critical values of the two-sided 5 % test in any table of U; a dash there is -1 here. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, -1",
        "2, 7, -1",
        "2, 8, 0",
        "3, 3, -1",
        "3, 4, -1",
        "3, 5, 0",
        "4, 4, 0",
        "5, 5, 2",
        "6, 6, 5",
        "7, 10, 14",
        "8, 8, 13",
        "8, 12, 22",
        "10, 10, 23",
        "12, 12, 37",
        "20, 20, 127"
    })
    void theCriticalValuesAreThoseOfTheTables(int n, int m, int excluded) {
        assertThat(new RankSum(n, m).excluded(0.95)).isEqualTo(excluded);
        assertThat(new RankSum(m, n).excluded(0.95)).isEqualTo(excluded);
    }

    @Test
    void moreConfidenceExcludesFewer() {
        RankSum distribution = new RankSum(8, 8);

        assertThat(distribution.excluded(0.90)).isEqualTo(15);
        assertThat(distribution.excluded(0.99)).isEqualTo(7);
    }

    @Test
    void nothingLiesBelowZeroAndEverythingBelowTheNumberOfPairs() {
        RankSum distribution = new RankSum(4, 6);

        assertThat(distribution.cumulative(-1)).isZero();
        assertThat(distribution.cumulative(24)).isEqualTo(1);
        assertThat(distribution.cumulative(25)).isEqualTo(1);
    }

    @Test
    void theDistributionIsSymmetricUpToTheLargestSampleSizes() {
        RankSum distribution = new RankSum(RankSum.MOST, RankSum.MOST);
        int most = RankSum.MOST * RankSum.MOST;
        for (int u = 0; u < most; u++) {
            assertThat(distribution.cumulative(u) + distribution.cumulative(most - u - 1))
                    .isEqualTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "4, 0", "51, 4", "4, 51", "-1, 4"})
    void sampleSizesWithoutADistributionAreRefused(int n, int m) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RankSum(n, m))
                .withMessage("n=" + n + ", m=" + m + ": allowed are 1 to 50");
    }
}
