package org.guaranteebench.measure;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The points of a distribution that become metrics, each with the sample size below which it would be a guess. */
public enum Percentile {
    P50("p50", 50, 20),
    P90("p90", 90, 100),
    P99("p99", 99, 10_000),
    P999("p999", 99.9, 100_000),
    MAX("max", 100, 1);

    private final String label;
    private final double percent;
    private final long samplesNeeded;

    Percentile(String label, double percent, long samplesNeeded) {
        this.label = label;
        this.percent = percent;
        this.samplesNeeded = samplesNeeded;
    }

    public String label() {
        return label;
    }

    public long samplesNeeded() {
        return samplesNeeded;
    }

    /** In the histogram's own unit; empty when there are too few samples to say. */
    public OptionalDouble of(Histogram histogram) {
        return histogram.getTotalCount() < samplesNeeded
                ? OptionalDouble.empty()
                : OptionalDouble.of(histogram.getValueAtPercentile(percent));
    }
}
