package org.guaranteebench.measure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarDerivativeResult;

/**
 * A latency distribution as a JMH result: it travels from the fork encoded, merges over threads, iterations and forks,
 * and derives percentiles from the merged distribution. JMH's scalar results would average percentiles instead.
 *
 * <p>Values are nanoseconds; the score is the mean in microseconds.
 */
public final class HistogramResult extends Result<HistogramResult> {
    private static final long serialVersionUID = 1L;
    private static final double NANOS_PER_MICRO = 1000.0;
    private static final String UNIT = "us";

    private final byte[] encoded;

    public HistogramResult(String label, Histogram histogram) {
        super(ResultRole.SECONDARY, label, of(histogram.getMean() / NANOS_PER_MICRO), UNIT, AggregationPolicy.AVG);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        encoded = new byte[length];
        buffer.flip();
        buffer.get(encoded);
    }

    /** A copy; nanoseconds. */
    public Histogram histogram() {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("histogram " + getLabel() + " arrived damaged from the fork", e);
        }
    }

    @Override
    protected Aggregator<HistogramResult> getThreadAggregator() {
        return HistogramResult::merge;
    }

    @Override
    protected Aggregator<HistogramResult> getIterationAggregator() {
        return HistogramResult::merge;
    }

    private static HistogramResult merge(Collection<HistogramResult> results) {
        HistogramResult first = results.iterator().next();
        if (results.size() == 1) {
            return first;
        }
        Histogram sum = null;
        for (HistogramResult result : results) {
            Histogram next = result.histogram();
            if (sum == null) {
                sum = next;
            } else {
                sum.add(next);
            }
        }
        return new HistogramResult(first.getLabel(), sum);
    }

    @Override
    protected Collection<? extends Result<?>> getDerivativeResults() {
        Histogram histogram = histogram();
        List<ScalarDerivativeResult> derived = new ArrayList<>();
        for (Percentile percentile : Percentile.values()) {
            OptionalDouble value = percentile.of(histogram);
            if (value.isPresent()) {
                derived.add(new ScalarDerivativeResult(
                        getLabel() + "_" + percentile.label(),
                        value.getAsDouble() / NANOS_PER_MICRO,
                        UNIT,
                        AggregationPolicy.AVG));
            }
        }
        return derived;
    }
}
