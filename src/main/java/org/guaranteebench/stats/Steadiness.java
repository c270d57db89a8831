package org.guaranteebench.stats;

import java.util.Arrays;

/**
 * Whether a series of measurements has a level. Both figures are shares of it, NaN below two measurements.
 *
 * @param drift from the first to the last along the Theil–Sen line (Sen, JASA 63, 1968, 1379–1389), ÷ the median
 * @param shift largest change of the mean at a single point, mean after ÷ mean before − 1; either part has a quarter of the
 *     measurements, and two of them where there are four
 * @param at after how many measurements that is
 */
public record Steadiness(double drift, double shift, int at) {

    /** In order of time; positive. */
    public static Steadiness of(double[] values) {
        int n = values.length;
        if (n < 2) {
            return new Steadiness(Double.NaN, Double.NaN, 0);
        }
        double shift = 0;
        int at = 0;
        int least = n < 4 ? 1 : Math.max(2, n / 4);
        for (int split = least; split <= n - least; split++) {
            double change = mean(values, split, n) / mean(values, 0, split) - 1;
            // As a ratio: half and double are changes of the same size.
            if (at == 0 || Math.abs(Math.log1p(change)) > Math.abs(Math.log1p(shift))) {
                shift = change;
                at = split;
            }
        }
        return new Steadiness(slope(values) * (n - 1) / PairedRatio.median(sorted(values)), shift, at);
    }

    /** Median of the slopes between all pairs. */
    private static double slope(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        return PairedRatio.median(sorted(slopes));
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }
}
