package org.guaranteebench.stats;

/**
 * A ratio with what is known about it.
 *
 * <p>{@code ratio}, {@code low}, {@code high} and {@code p} are NaN where they do not exist; the interval and {@code p}
 * exist together or not at all.
 */
public sealed interface Effect permits PairedRatio, UnpairedRatio {
    double ratio();

    /** End of the 95 % interval. */
    double low();

    double high();

    /** Two-sided exact p-value of "no difference", which is at most 5 % exactly when the interval excludes 1. */
    double p();

    /** Whether there is anything to form a ratio from. */
    boolean measured();

    /** Why there is no interval, in words. */
    String shortage();

    default boolean hasInterval() {
        return !Double.isNaN(low());
    }

    default boolean excludesOne() {
        return low() > 1 || high() < 1;
    }
}
