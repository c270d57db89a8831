package org.guaranteebench.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down adjustment for several comparisons in one family (Scand. J. Statist. 6, 1979, 65–70). */
public final class Holm {
    private Holm() {}

    /** Adjusted p-values in the order given. A NaN stays NaN and does not count as a comparison. */
    public static double[] adjust(double[] p) {
        double[] adjusted = new double[p.length];
        List<Integer> order = IntStream.range(0, p.length)
                .boxed()
                .filter(i -> !Double.isNaN(p[i]))
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int i = order.get(rank);
            largest = Math.max(largest, Math.min(1, p[i] * (order.size() - rank)));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
