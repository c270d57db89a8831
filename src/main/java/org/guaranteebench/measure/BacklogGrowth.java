package org.guaranteebench.measure;

/**
 * How fast what waits grows: the slope of the least-squares line through the delays of an iteration's records over the
 * times at which they were due, seconds per second. About 0 under a load that is carried, and load ÷ capacity − 1 beyond:
 * it shows at once what a client's buffer hides from the rate achieved. Commits and stalls scatter it to either side.
 *
 * <p>One thread adds, another may ask when nothing is under way.
 */
public final class BacklogGrowth {
    public static final String METRIC = "backlog_growth";

    private static final double NANOS_PER_SECOND = 1e9;

    private long origin;
    private long n;
    private double sumDue;
    private double sumDelay;
    private double sumDueSquared;
    private double sumDueDelay;

    /** What was added before this call belongs to no iteration. */
    public void startIteration() {
        n = 0;
        sumDue = 0;
        sumDelay = 0;
        sumDueSquared = 0;
        sumDueDelay = 0;
    }

    /**
     * @param due ns, on the clock of {@link System#nanoTime()}
     * @param delay ns from then until nobody waited for the record any more
     */
    public void add(long due, long delay) {
        if (n == 0) {
            origin = due;
        }
        double x = (due - origin) / NANOS_PER_SECOND;
        double y = delay / NANOS_PER_SECOND;
        n++;
        sumDue += x;
        sumDelay += y;
        sumDueSquared += x * x;
        sumDueDelay += x * y;
    }

    public boolean known() {
        return n > 1;
    }

    /** Of this iteration; those of several iterations and threads make one slope, each about its own means. */
    public RatioResult result() {
        return new RatioResult(METRIC, sumDueDelay - sumDue * sumDelay / n, sumDueSquared - sumDue * sumDue / n, "1");
    }
}
