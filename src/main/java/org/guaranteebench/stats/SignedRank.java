package org.guaranteebench.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exact null distribution of Wilcoxon's signed-rank statistic V for {@code n} untied differences: each of the 2^n
 * sign patterns is equally likely, and V is the sum of the ranks with a plus.
 *
 * <p>Source: Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, section 3.1; the counts are
 * those of R's {@code dsignrank}.
 */
final class SignedRank extends ExactNull {
    /** Beyond it doubles no longer hold the counts exactly; the suite never runs so many blocks. */
    static final int MOST = 50;

    /** A large run asks for the same ones thousands of times. */
    private static final Map<Integer, SignedRank> KNOWN = new ConcurrentHashMap<>();

    private SignedRank(int n) {
        super(counts(n));
    }

    static SignedRank of(int n) {
        return KNOWN.computeIfAbsent(n, SignedRank::new);
    }

    private static double[] counts(int n) {
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
        return counts;
    }
}
