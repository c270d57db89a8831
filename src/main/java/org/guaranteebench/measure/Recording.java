package org.guaranteebench.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * What one client thread records in one iteration. The profiler collects all recordings of the JVM when an iteration is
 * over, and nobody is writing; each histogram has one writer thread before that.
 *
 * <p>A recording is never closed: JMH tears a trial down before the last iteration's profilers run, and a fork is one
 * trial.
 */
public final class Recording {
    /** An hour. Beyond it a value is counted as an overflow and the trial says so. */
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    private static final int DIGITS = 3;
    private static final List<Recording> OPEN = new CopyOnWriteArrayList<>();

    /**
     * Counts of one iteration.
     *
     * @param records acknowledged, or committed where there are transactions
     * @param commits that the schedule asked for
     * @param transactionalRecords records in those commits
     * @param requests of the client, of any kind
     * @param retries records sent again
     * @param batchSizeAverage bytes, see {@link org.guaranteebench.client.ClientMetrics}
     * @param recordsPerRequest per produce request
     * @param acknowledgedSoFar records acknowledged since the trial began, warm-up included
     * @param unfinished records whose commit time is unknown because the iteration ended first
     */
    public record Totals(
            long records,
            long commits,
            long transactionalRecords,
            double requests,
            double retries,
            double batchSizeAverage,
            double recordsPerRequest,
            long acknowledgedSoFar,
            long unfinished) {}

    private final Map<Distribution, Histogram> histograms = new EnumMap<>(Distribution.class);
    private final LongAdder overflows = new LongAdder();
    private Totals totals;
    private volatile long acknowledgedInAll = -1;
    private ThreadMeter.Reading before;
    private ThreadMeter.Reading after;

    private final ThreadMeter meter;

    private Recording(Set<Distribution> distributions, ThreadMeter meter) {
        this.meter = meter;
        distributions.forEach(d -> histograms.put(d, new Histogram(HIGHEST_NANOS, DIGITS)));
    }

    /** @param clientId part of the names of the client's own threads, whose allocation counts as this recording's */
    public static Recording open(Set<Distribution> distributions, String clientId) {
        Recording recording = new Recording(distributions, ThreadMeter.ofThisThreadAnd(clientId));
        OPEN.add(recording);
        return recording;
    }

    static List<Recording> all() {
        return OPEN;
    }

    /** {@code nanos} below zero would be a clock error, and fails the trial. */
    public void record(Distribution distribution, long nanos) {
        if (nanos > HIGHEST_NANOS) {
            overflows.increment();
        } else {
            histograms.get(distribution).recordValue(nanos);
        }
    }

    /** What was recorded before this call belongs to no iteration. */
    public void startIteration() {
        histograms.values().forEach(Histogram::reset);
        overflows.reset();
        totals = null;
        before = meter.read();
    }

    /** @param acknowledged records over the whole trial, all answers in; JMH asks for the last iteration after this */
    public void closed(long acknowledged) {
        acknowledgedInAll = acknowledged;
    }

    long acknowledgedSoFar() {
        return acknowledgedInAll >= 0 ? acknowledgedInAll : totals.acknowledgedSoFar();
    }

    public void finishIteration(Totals iteration) {
        after = meter.read();
        totals = iteration;
    }

    ThreadMeter.Reading before() {
        return before;
    }

    ThreadMeter.Reading after() {
        return after;
    }

    Map<Distribution, Histogram> histograms() {
        return histograms;
    }

    long overflows() {
        return overflows.sum();
    }

    Totals totals() {
        return totals;
    }
}
