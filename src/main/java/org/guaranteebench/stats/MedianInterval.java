package org.guaranteebench.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Median of one arm's trials with its distribution-free 95 % interval from order statistics (the sign test inverted;
 * Conover, Practical Nonparametric Statistics, section 3.2). The ends are NaN below six trials.
 */
public record MedianInterval(int n, double median, double low, double high) {

    public static MedianInterval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0) {
            return new MedianInterval(0, Double.NaN, Double.NaN, Double.NaN);
        }
        double tail = (1 - PairedRatio.CONFIDENCE) / 2;
        BinomialDistribution signs = BinomialDistribution.of(n, 0.5);
        int excluded = -1;
        while (signs.cumulativeProbability(excluded + 1) <= tail) {
            excluded++;
        }
        return new MedianInterval(
                n,
                PairedRatio.median(sorted),
                excluded < 0 ? Double.NaN : sorted[excluded],
                excluded < 0 ? Double.NaN : sorted[n - 1 - excluded]);
    }
}
