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
     * @param more what only some benchmarks have, each label once
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
            long unfinished,
            List<RatioResult> more) {

        /** Of a benchmark that has nothing more. */
        public Totals(
                long records,
                long commits,
                long transactionalRecords,
                double requests,
                double retries,
                double batchSizeAverage,
                double recordsPerRequest,
                long acknowledgedSoFar,
                long unfinished) {
            this(
                    records,
                    commits,
                    transactionalRecords,
                    requests,
                    retries,
                    batchSizeAverage,
                    recordsPerRequest,
                    acknowledgedSoFar,
                    unfinished,
                    List.of());
        }

        /** What a consumer alone can tell: nothing was produced. */
        public static Totals consumed(
                long records, long commits, double requests, double recordsPerRequest, List<RatioResult> more) {
            return new Totals(records, commits, 0, requests, 0, Double.NaN, recordsPerRequest, 0, 0, more);
        }
    }

    private final Map<Distribution, Histogram> histograms = new EnumMap<>(Distribution.class);
    private final LongAdder overflows = new LongAdder();
    private Totals totals;
    private volatile long acknowledgedInAll = -1;
    private volatile Map<String, Long> accounts = Map.of();
    private ThreadMeter.Reading before;
    private ThreadMeter.Reading after;

    private final ThreadMeter meter;

    private Recording(Set<Distribution> distributions, ThreadMeter meter) {
        this.meter = meter;
        distributions.forEach(d -> histograms.put(d, new Histogram(HIGHEST_NANOS, DIGITS)));
    }

    /** @param clientId part of the names of the client's own threads, whose allocation counts as this recording's */
    public static Recording open(Set<Distribution> distributions, String clientId) {
        return open(distributions, ThreadMeter.ofThisThreadAnd(clientId));
    }

    /** Of something that works beside the calling thread, whose allocation is another recording's. */
    public static Recording openBeside(Set<Distribution> distributions, String clientId) {
        return open(distributions, ThreadMeter.of(clientId));
    }

    private static Recording open(Set<Distribution> distributions, ThreadMeter meter) {
        Recording recording = new Recording(distributions, meter);
        OPEN.add(recording);
        return recording;
    }

    public boolean has(Distribution distribution) {
        return histograms.containsKey(distribution);
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
        closed(acknowledged, Map.of());
    }

    /** @param counts of the whole trial by metric, which only its end knows; each of one recording */
    public void closed(long acknowledged, Map<String, Long> counts) {
        accounts = counts;
        acknowledgedInAll = acknowledged;
    }

    /** Empty until closed. */
    Map<String, Long> accounts() {
        return accounts;
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
