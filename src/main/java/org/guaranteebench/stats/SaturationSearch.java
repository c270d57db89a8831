package org.guaranteebench.stats;

import java.util.OptionalInt;

/**
 * Searches the highest rate that is sustained, with trials that are noisy: steps up or down until a rate that is sustained
 * and one that is not stand around it, then halves the (logarithmic) distance between them. What most of a rate's trials
 * say counts, two of two or of three; the rate that ends the search from above is only believed when three of its trials,
 * of up to five, say so, for a disturbance makes rates look too high and never too low. One thread.
 */
public final class SaturationSearch {
    /** Of an arm; then what is known by then is the answer. */
    public static final int MOST_TRIALS = 24;

    /** From rate to rate at first; the second step is twice as far, and so on. */
    private static final double STEP = 1.25;

    private static final int DIGITS = 3;

    private final int start;
    private final double resolution;
    private final int ceiling;
    private final RateTally tally = new RateTally();

    /**
     * @param start the first rate, records/s
     * @param resolution the search ends when the lowest rate that is not sustained is so many times the highest that is
     * @param ceiling no trial is faster
     */
    public SaturationSearch(int start, double resolution, int ceiling) {
        this.start = Math.max(1, Math.min(start, ceiling));
        this.resolution = resolution;
        this.ceiling = ceiling;
    }

    public void saw(int rate, boolean sustained) {
        tally.saw(rate, sustained);
    }

    public RateTally tally() {
        return tally;
    }

    /** The rate of the next trial; empty when the search is over. */
    public OptionalInt next() {
        if (tally.trials() == 0) {
            return OptionalInt.of(start);
        }
        if (tally.trials() >= MOST_TRIALS) {
            return OptionalInt.empty();
        }
        if (tally.undecided().isPresent()) {
            return tally.undecided();
        }
        OptionalInt low = tally.sustainable();
        OptionalInt high = tally.exceeded();
        if (high.isEmpty()) {
            int up = rounded(low.getAsInt() * Math.pow(STEP, tally.rates()));
            return low.getAsInt() >= ceiling ? OptionalInt.empty() : OptionalInt.of(Math.min(up, ceiling));
        }
        if (low.isEmpty()) {
            int down = rounded(high.getAsInt() / Math.pow(STEP, tally.rates()));
            return down < 1 || down >= high.getAsInt() ? confirmed(high.getAsInt()) : OptionalInt.of(down);
        }
        int middle = rounded(Math.sqrt((double) low.getAsInt() * high.getAsInt()));
        boolean close = high.getAsInt() <= low.getAsInt() * resolution;
        return close || middle <= low.getAsInt() || middle >= high.getAsInt()
                ? confirmed(high.getAsInt())
                : OptionalInt.of(middle);
    }

    private OptionalInt confirmed(int high) {
        return tally.trials(high) - tally.sustained(high) >= RateTally.CONFIRMED
                ? OptionalInt.empty()
                : OptionalInt.of(high);
    }

    /** To three digits, so that people can read and repeat it. */
    private static int rounded(double rate) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, rate))) - DIGITS + 1));
        return (int) (Math.round(rate / unit) * unit);
    }
}
