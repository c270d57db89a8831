package org.guaranteebench.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How an arm compares with its baseline over blocks: the effect, its interval, and the evidence.
 *
 * <p>The estimate is exp of the Hodges–Lehmann median of the within-block log-ratios, the interval that of the exact
 * signed-rank test (Hollander, Wolfe and Chicken, sections 3.2 and 3.3). The geometric mean with its t interval stands
 * beside it as a cross-check.
 *
 * @param n blocks in which both arms were measured
 * @param ratio arm ÷ baseline; NaN when n is 0
 * @param low end of the 95 % interval; NaN when n is below {@link #FEWEST}
 * @param p two-sided exact p-value of "no difference"; NaN like the interval. Where the interval is wider than its 95 % to
 *     make up for something, it is larger by the same share
 * @param meanRatio geometric mean of the ratios
 * @param meanLow end of its 95 % t interval; NaN below two blocks
 */
public record PairedRatio(
        int n, double ratio, double low, double high, double p, double meanRatio, double meanLow, double meanHigh)
        implements Effect {

    /** Below this the exact 95 % interval does not exist. */
    public static final int FEWEST = 6;

    public static final double CONFIDENCE = 0.95;

    /** {@code arm[i]} and {@code baseline[i]} come from the same block and are positive. */
    public static PairedRatio of(double[] arm, double[] baseline) {
        return of(arm, baseline, CONFIDENCE);
    }

    /** @param confidence nominal, of intervals that hold {@link #CONFIDENCE} only so */
    static PairedRatio of(double[] arm, double[] baseline, double confidence) {
        if (arm.length != baseline.length) {
            throw new IllegalArgumentException(arm.length + " values against " + baseline.length);
        }
        double[] logs = new double[arm.length];
        for (int i = 0; i < logs.length; i++) {
            if (!(arm[i] > 0 && baseline[i] > 0)) {
                throw new IllegalArgumentException("ratio of " + arm[i] + " and " + baseline[i]);
            }
            logs[i] = Math.log(arm[i] / baseline[i]);
        }
        return ofLogs(logs, confidence);
    }

    private static PairedRatio ofLogs(double[] logs, double confidence) {
        int n = logs.length;
        if (n == 0) {
            return new PairedRatio(
                    0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] walsh = walshAverages(logs);
        double low = Double.NaN;
        double high = Double.NaN;
        double p = Double.NaN;
        if (n >= FEWEST) {
            SignedRank nullDistribution = SignedRank.of(n);
            int excluded = nullDistribution.excluded(confidence);
            low = Math.exp(walsh[excluded]);
            high = Math.exp(walsh[walsh.length - 1 - excluded]);
            p = Math.min(1, nullDistribution.twoSided(walsh) * (1 - CONFIDENCE) / (1 - confidence));
        }
        double mean = Arrays.stream(logs).average().orElseThrow();
        double half = n < 2 ? Double.NaN : tHalfWidth(logs, mean, confidence);
        return new PairedRatio(
                n, Math.exp(median(walsh)), low, high, p, Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    @Override
    public boolean measured() {
        return n > 0;
    }

    @Override
    public String shortage() {
        return n + (n == 1 ? " block" : " blocks") + ", an interval needs " + FEWEST;
    }

    /** Half of the interval's width, of the log-ratio; NaN without an interval. */
    public double halfWidth() {
        return Math.log(high / low) / 2;
    }

    /** Whether the two intervals tell a reader different things: one holds 1 and the other does not. */
    public boolean methodsDisagree() {
        return hasInterval() && (low <= 1 && 1 <= high) != (meanLow <= 1 && 1 <= meanHigh);
    }

    /** Sorted means of all pairs, each value with itself included. */
    private static double[] walshAverages(double[] values) {
        double[] walsh = new double[values.length * (values.length + 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i; j < values.length; j++) {
                walsh[next++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(walsh);
        return walsh;
    }

    private static double tHalfWidth(double[] logs, double mean, double confidence) {
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (logs.length - 1) / logs.length);
        return error * TDistribution.of(logs.length - 1).inverseCumulativeProbability(1 - (1 - confidence) / 2);
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
