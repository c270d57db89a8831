package org.guaranteebench.proof;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The exact 95 % interval of a share: Clopper and Pearson, <i>The use of confidence or fiducial limits illustrated in the
 * case of the binomial</i>, Biometrika 26 (1934), by quantiles of the beta distribution.
 *
 * @param low from 0
 * @param high to 1
 */
public record ClopperPearson(double low, double high) {
    private static final double TAIL = 0.025;

    /** @param n above 0 */
    public static ClopperPearson of(int k, int n) {
        if (n < 1 || k < 0 || k > n) {
            throw new IllegalArgumentException(k + " of " + n);
        }
        return new ClopperPearson(
                k == 0 ? 0 : BetaDistribution.of(k, n - k + 1.0).inverseCumulativeProbability(TAIL),
                k == n ? 1 : BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(TAIL));
    }
}
