package org.guaranteebench.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Turns each iteration's {@link Recording}s, this JVM's CPU time and its allocation into JMH secondary results. */
public final class TrialProfiler implements InternalProfiler {
    public static final String RECORDS = "records";
    public static final String OVERFLOWS = "overflows";
    public static final String UNFINISHED = "unfinished";
    public static final String ACKNOWLEDGED_SO_FAR = "acknowledged_so_far";

    /**
     * Settled records over the time in which they settled. Exact where JMH's score, which counts invocations, is up to
     * the difference between two commits away from it.
     */
    public static final String SETTLED_RATE = "settled_rate";

    /** Edges of the measured window on the clock of {@link System#nanoTime()}, which processes on one host share. */
    public static final String WINDOW = "window_";

    public static final String WINDOW_START = WINDOW + "start";
    public static final String WINDOW_END = WINDOW + "end";

    private Stoppages before = Stoppages.read();

    @Override
    public String getDescription() {
        return "latency distributions, CPU and allocation per record, and the Kafka client's own metrics";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // The recordings read their own meters, at the edges of what they record.
        before = Stoppages.read();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Recording> recordings = Recording.all();
        if (recordings.stream().anyMatch(recording -> recording.totals() == null)) {
            // The benchmark failed inside the iteration. JMH knows why, and an exception from here would hide it.
            return List.of();
        }
        List<Recording.Totals> totals = new ArrayList<>();
        Map<Distribution, Histogram> merged = new EnumMap<>(Distribution.class);
        long overflows = 0;
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        long cpuStart = Long.MAX_VALUE;
        long cpuEnd = Long.MIN_VALUE;
        long allocated = 0;
        for (Recording recording : recordings) {
            totals.add(recording.totals());
            overflows += recording.overflows();
            start = Math.min(start, recording.before().nanos());
            end = Math.max(end, recording.after().nanos());
            cpuStart = Math.min(cpuStart, recording.before().processCpu());
            cpuEnd = Math.max(cpuEnd, recording.after().processCpu());
            allocated += recording.after().allocated() - recording.before().allocated();
            recording
                    .histograms()
                    .forEach((distribution, histogram) -> merged.merge(distribution, histogram.copy(), (a, b) -> {
                        a.add(b);
                        return a;
                    }));
        }
        long records = totals.stream().mapToLong(Recording.Totals::records).sum();
        List<Result<?>> results = new ArrayList<>();
        merged.forEach((distribution, histogram) -> results.add(new HistogramResult(distribution.label(), histogram)));
        results.add(count(RECORDS, records));
        results.add(count(OVERFLOWS, overflows));
        results.add(count(
                UNFINISHED,
                totals.stream().mapToLong(Recording.Totals::unfinished).sum()));
        results.add(new ScalarResult(
                ACKNOWLEDGED_SO_FAR,
                recordings.stream().mapToLong(Recording::acknowledgedSoFar).sum(),
                "1",
                AggregationPolicy.MAX));
        // JMH fills in zero for the iterations before the last.
        recordings.forEach(recording -> recording
                .accounts()
                .forEach((label, value) -> results.add(new ScalarResult(label, value, "1", AggregationPolicy.MAX))));
        results.add(new ScalarResult(WINDOW_START, start, "ns", AggregationPolicy.MIN));
        results.add(new ScalarResult(WINDOW_END, end, "ns", AggregationPolicy.MAX));
        results.add(new RatioResult(SETTLED_RATE, records, (end - start) / 1e9, "records/s"));
        Stoppages after = Stoppages.read();
        results.add(after.gcSince(before));
        results.add(after.preemptionsSince(before));
        results.add(new RatioResult("client_cpu", cpuEnd - cpuStart, records, "ns/record"));
        results.add(new RatioResult("alloc", allocated, records, "B/record"));
        results.add(new RatioResult(
                "requests_per_record",
                totals.stream().mapToDouble(Recording.Totals::requests).sum(),
                records,
                "1"));
        results.add(new RatioResult(
                "retries_per_record",
                totals.stream().mapToDouble(Recording.Totals::retries).sum(),
                records,
                "1"));
        results.add(mean("batch_size_avg", totals.stream().mapToDouble(Recording.Totals::batchSizeAverage), "B"));
        results.add(mean("records_per_request", totals.stream().mapToDouble(Recording.Totals::recordsPerRequest), "1"));
        totals.stream()
                .flatMap(total -> total.more().stream())
                .collect(Collectors.groupingBy(Result::getLabel, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(same -> results.add(RatioResult.merge(same)));
        long commits = totals.stream().mapToLong(Recording.Totals::commits).sum();
        if (merged.containsKey(Distribution.COMMIT)) {
            long transactional = totals.stream()
                    .mapToLong(Recording.Totals::transactionalRecords)
                    .sum();
            // Of a consumer's commits nothing is known to be transactional.
            if (transactional > 0 || commits == 0) {
                results.add(new RatioResult("records_per_transaction", transactional, commits, "1"));
            }
        }
        return results;
    }

    private static ScalarResult count(String label, long value) {
        return new ScalarResult(label, value, "1", AggregationPolicy.SUM);
    }

    private static RatioResult mean(String label, DoubleStream values, String unit) {
        // A client without requests has none to average.
        double[] all = values.filter(Double::isFinite).toArray();
        double sum = 0;
        for (double value : all) {
            sum += value;
        }
        return new RatioResult(label, sum, all.length, unit);
    }
}
