package org.guaranteebench.stats;

/**
 * When to stop repeating: as soon as an interval is narrow enough, never because it excludes 1.
 *
 * <p>Looking after every block has its price. The rule stops rather where the values happened to scatter little, so a
 * nominal 95 % interval covers less: 93.5 % in simulations of such runs (Singham and Schruben, INFORMS Journal on
 * Computing 24, 2012, 624–635, for the loss; Singham, ACM TOMACS 24(3), 2014, for its remedy, a higher nominal
 * confidence). With {@link #CONFIDENCE} 94.9 to 97.2 % of the intervals cover, for normal and for heavy-tailed noise and
 * wherever between the fewest and the most blocks the rule stops, as long as blocks are independent of each other; {@code FixedWidthCoverageTest} repeats that simulation.
 */
public final class FixedWidth {
    /** Before that many the scatter itself is hardly known. */
    public static final int FEWEST = 10;

    /** More than that, and the exact distribution is not at hand. */
    public static final int MOST = SignedRank.MOST;

    /** Nominal, of each interval of a run that stops by this rule. */
    public static final double CONFIDENCE = 0.965;

    private FixedWidth() {}

    /** As {@link PairedRatio#of}, for a run that ends when its intervals are narrow enough. */
    public static PairedRatio ratio(double[] arm, double[] baseline) {
        return PairedRatio.of(arm, baseline, CONFIDENCE);
    }

    /** @param halfWidth widest so far, of the log-ratio; NaN where there is no interval */
    public static boolean reached(int blocks, double halfWidth, double wanted) {
        return blocks >= FEWEST && halfWidth <= wanted;
    }

    /** Blocks that it takes in all, as widths shrink with the root of their number. */
    public static int needed(int blocks, double halfWidth, double wanted) {
        double needed = blocks * Math.pow(halfWidth / wanted, 2);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(FEWEST, Math.ceil(needed - 1e-9)));
    }
}
