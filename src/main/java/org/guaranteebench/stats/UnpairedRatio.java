package org.guaranteebench.stats;

import java.util.Arrays;

/**
 * How a second sample compares with a first one that has nothing in common with it, such as the same cell in two runs.
 *
 * <p>The estimate is exp of the Hodges–Lehmann median of all {@code n·m} differences between the logs, the interval that
 * of the exact Wilcoxon rank-sum test: two of those differences (Lehmann, Nonparametrics, 1975, sections 2.5 and 2.6;
 * Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, sections 4.2 and 4.3). It is exact for
 * independent samples whose logs scatter alike, and conservative when values are tied.
 *
 * @param n size of the first sample
 * @param m size of the second
 * @param ratio second ÷ first; NaN when either is empty
 * @param low end of the 95 % interval; NaN when the samples are too small for one, as 3 and 3 or 3 and 4 are
 * @param p two-sided exact p-value of "no difference"; NaN like the interval
 */
public record UnpairedRatio(int n, int m, double ratio, double low, double high, double p) implements Effect {

    /** All values are positive. */
    public static UnpairedRatio of(double[] first, double[] second) {
        double[] from = logs(first);
        double[] to = logs(second);
        int n = from.length;
        int m = to.length;
        if (n == 0 || m == 0) {
            return new UnpairedRatio(n, m, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] differences = differences(from, to);
        double ratio = Math.exp(PairedRatio.median(differences));
        RankSum nullDistribution = new RankSum(n, m);
        int excluded = nullDistribution.excluded(PairedRatio.CONFIDENCE);
        if (excluded < 0) {
            return new UnpairedRatio(n, m, ratio, Double.NaN, Double.NaN, Double.NaN);
        }
        return new UnpairedRatio(
                n,
                m,
                ratio,
                Math.exp(differences[excluded]),
                Math.exp(differences[differences.length - 1 - excluded]),
                nullDistribution.twoSided(differences));
    }

    @Override
    public boolean measured() {
        return n > 0 && m > 0;
    }

    @Override
    public String shortage() {
        return n + " against " + m + " values are too few for an interval";
    }

    private static double[] logs(double[] values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            if (!(values[i] > 0)) {
                throw new IllegalArgumentException("logarithm of " + values[i]);
            }
            logs[i] = Math.log(values[i]);
        }
        return logs;
    }

    /** Sorted differences of all pairs. */
    private static double[] differences(double[] from, double[] to) {
        return Arrays.stream(to)
                .flatMap(second -> Arrays.stream(from).map(first -> second - first))
                .sorted()
                .toArray();
    }
}
