package org.guaranteebench.audit.availability;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * The points of the responses during recoveries. A point needs five records beyond it, fewer than one of a
 * trial needs: these are all records of the kills that were made, and nothing else is inferred from them.
 */
public enum RecoveryPercentile {
    P50("p50", 50, 10),
    P90("p90", 90, 50),
    P99("p99", 99, 500),
    P999("p999", 99.9, 5_000),
    MAX("max", 100, 1);

    private final String label;
    private final double percent;
    private final long recordsNeeded;

    RecoveryPercentile(String label, double percent, long recordsNeeded) {
        this.label = label;
        this.percent = percent;
        this.recordsNeeded = recordsNeeded;
    }

    /** As it ends the name of a column. */
    public String label() {
        return label;
    }

    /** In the histogram's own unit; empty when there are too few records to say. */
    public OptionalDouble of(Histogram histogram) {
        return histogram.getTotalCount() < recordsNeeded
                ? OptionalDouble.empty()
                : OptionalDouble.of(histogram.getValueAtPercentile(percent));
    }
}
