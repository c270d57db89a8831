package org.guaranteebench.stats;

/**
 * The exact null distribution of the Mann–Whitney statistic U, which is Wilcoxon's rank sum from 0: of the {@code n·m}
 * differences between two untied samples, how many are positive. Each of the C(n+m, n) orders is equally likely.
 *
 * <p>Source: Mann and Whitney, Annals of Mathematical Statistics 18, 1947, 50–60, for the recurrence; Lehmann,
 * Nonparametrics, 1975, section 1.2. The counts are those of R's {@code dwilcox}.
 */
final class RankSum extends ExactNull {
    /** The suite never runs so many blocks. Up to here the sums of counts are good to twelve digits at least. */
    static final int MOST = 50;

    RankSum(int n, int m) {
        super(counts(n, m));
    }

    /**
     * The largest of all values is either of the first sample, and exceeds all j of the second, or of the second: N(i, j,
     * u) = N(i−1, j, u−j) + N(i, j−1, u). Row j holds N(i, j, ·).
     */
    private static double[] counts(int n, int m) {
        if (n < 1 || m < 1 || n > MOST || m > MOST) {
            throw new IllegalArgumentException("n=" + n + ", m=" + m + ": allowed are 1 to " + MOST);
        }
        double[][] rows = new double[m + 1][n * m + 1];
        for (double[] row : rows) {
            row[0] = 1;
        }
        for (int i = 1; i <= n; i++) {
            for (int j = 1; j <= m; j++) {
                for (int u = i * j; u >= 0; u--) {
                    rows[j][u] = (u < j ? 0 : rows[j][u - j]) + rows[j - 1][u];
                }
            }
        }
        return rows[m];
    }
}
