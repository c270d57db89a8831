package org.guaranteebench.stats;

/**
 * The exact null distribution of Wilcoxon's signed-rank statistic V for {@code n} untied differences: each of the 2^n
 * sign patterns is equally likely, and V is the sum of the ranks with a plus.
 *
 * <p>Source: Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, section 3.1; the counts are
 * those of R's {@code dsignrank}.
 */
final class SignedRank {
    /** Beyond it doubles no longer hold the counts exactly; the suite never runs so many blocks. */
    static final int MOST = 50;

    private final double[] cumulative;

    SignedRank(int n) {
        if (n < 1 || n > MOST) {
            throw new IllegalArgumentException("n=" + n + ": allowed are 1 to " + MOST);
        }
        int most = n * (n + 1) / 2;
        double[] counts = new double[most + 1];
        counts[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = most; sum >= rank; sum--) {
                counts[sum] += counts[sum - rank];
            }
        }
        cumulative = new double[most + 1];
        double below = 0;
        for (int v = 0; v <= most; v++) {
            below += counts[v];
            cumulative[v] = below / Math.pow(2, n);
        }
    }

    /** P(V ≤ v). */
    double cumulative(int v) {
        return v < 0 ? 0 : cumulative[Math.min(v, cumulative.length - 1)];
    }

    /**
     * How many of the smallest and of the largest Walsh averages lie outside the two-sided interval of at least the
     * given confidence; -1 when n is too small for any.
     */
    int excluded(double confidence) {
        double tail = (1 - confidence) / 2;
        int excluded = -1;
        while (cumulative(excluded + 1) <= tail) {
            excluded++;
        }
        return excluded;
    }
}
