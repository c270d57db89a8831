package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRankTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theDistributionIsThatOfAllSignPatterns(int n) {
        int most = n * (n + 1) / 2;
        int[] patterns = new int[most + 1];
        for (int signs = 0; signs < 1 << n; signs++) {
            int v = 0;
            for (int rank = 1; rank <= n; rank++) {
                v += (signs >> rank - 1 & 1) * rank;
            }
            patterns[v]++;
        }
        SignedRank distribution = SignedRank.of(n);
        int below = 0;
        for (int v = 0; v <= most; v++) {
            below += patterns[v];
            assertThat(distribution.cumulative(v)).as("P(V <= %d)", v).isEqualTo(below / Math.pow(2, n));
        }
    }

    /** R 4: {@code psignrank(q, n)}. */
    @ParameterizedTest
    @CsvSource({
        "6, 0, 0.015625",
        "8, 3, 0.01953125",
        "8, 4, 0.02734375",
        "9, 5, 0.01953125",
        "10, 8, 0.0244140625",
        "12, 13, 0.021240234375",
        "20, 52, 0.02422046661376953"
    })
    void itAgreesWithPublishedProbabilities(int n, int v, double probability) {
        assertThat(SignedRank.of(n).cumulative(v)).isEqualTo(probability, within(1e-15));
    }

    /** One less than the critical values of the two-sided 5 % test in any table; R: {@code qsignrank(0.025, n) - 1}. */
    @ParameterizedTest
    @CsvSource({"1, -1", "5, -1", "6, 0", "7, 2", "8, 3", "9, 5", "10, 8", "12, 13", "15, 25", "20, 52", "50, 434"})
    void theCriticalValuesAreThoseOfTheTables(int n, int excluded) {
        assertThat(SignedRank.of(n).excluded(0.95)).isEqualTo(excluded);
    }

    @Test
    void moreConfidenceExcludesFewer() {
        SignedRank distribution = SignedRank.of(12);

        assertThat(distribution.excluded(0.90)).isEqualTo(17);
        assertThat(distribution.excluded(0.99)).isEqualTo(7);
    }

    @Test
    void nothingLiesBelowZeroAndEverythingBelowTheSumOfRanks() {
        SignedRank distribution = SignedRank.of(8);

        assertThat(distribution.cumulative(-1)).isZero();
        assertThat(distribution.cumulative(36)).isEqualTo(1);
        assertThat(distribution.cumulative(37)).isEqualTo(1);
    }

    @Test
    void theDistributionIsSymmetricUpToTheLargestSampleSize() {
        SignedRank distribution = SignedRank.of(SignedRank.MOST);
        int most = SignedRank.MOST * (SignedRank.MOST + 1) / 2;
        for (int v = 0; v < most; v++) {
            assertThat(distribution.cumulative(v) + distribution.cumulative(most - v - 1))
                    .isEqualTo(1, within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 51})
    void aSampleSizeWithoutExactCountsIsRefused(int n) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedRank.of(n))
                .withMessage("n=" + n + ": allowed are 1 to 50");
    }
}
