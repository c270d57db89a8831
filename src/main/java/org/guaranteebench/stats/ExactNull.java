package org.guaranteebench.stats;

import java.util.Arrays;

/**
 * The exact null distribution of a rank statistic that counts how many of certain contrasts are positive: Walsh averages
 * for the signed-rank test, differences between two samples for the rank-sum test. It is symmetric about half of their
 * number, and inverting it gives an interval whose ends are contrasts.
 */
abstract sealed class ExactNull permits SignedRank, RankSum {
    private final double[] cumulative;

    /** @param counts of the equally likely arrangements for each value of the statistic, from 0 */
    ExactNull(double[] counts) {
        cumulative = counts.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
        double all = cumulative[cumulative.length - 1];
        Arrays.setAll(cumulative, value -> cumulative[value] / all);
    }

    /** P(statistic ≤ value). */
    final double cumulative(int value) {
        return value < 0 ? 0 : cumulative[Math.min(value, cumulative.length - 1)];
    }

    /**
     * How many of the smallest and of the largest contrasts lie outside the two-sided interval of at least the given
     * confidence; -1 when the samples are too small for any.
     */
    final int excluded(double confidence) {
        double tail = (1 - confidence) / 2;
        int excluded = -1;
        while (cumulative(excluded + 1) <= tail) {
            excluded++;
        }
        return excluded;
    }

    /** Two-sided p-value. A contrast of exactly 0 counts against a difference on both sides: conservative with ties. */
    final double twoSided(double[] contrasts) {
        int positive = (int) Arrays.stream(contrasts).filter(c -> c > 0).count();
        int negative = (int) Arrays.stream(contrasts).filter(c -> c < 0).count();
        int less = contrasts.length - negative;
        int more = contrasts.length - positive;
        return Math.min(1, 2 * Math.min(cumulative(less), cumulative(more)));
    }
}
