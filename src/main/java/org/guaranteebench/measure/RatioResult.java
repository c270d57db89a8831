package org.guaranteebench.measure;

import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * A quantity per something, such as CPU per record: sums both sides over threads, iterations and forks and divides
 * once, so that a long iteration weighs what it should. The score is NaN where there was nothing to divide by.
 */
public final class RatioResult extends Result<RatioResult> {
    private static final long serialVersionUID = 1L;

    private final double numerator;
    private final double denominator;

    public RatioResult(String label, double numerator, double denominator, String unit) {
        super(
                ResultRole.SECONDARY,
                label,
                of(denominator == 0 ? Double.NaN : numerator / denominator),
                unit,
                AggregationPolicy.AVG);
        this.numerator = numerator;
        this.denominator = denominator;
    }

    @Override
    protected Aggregator<RatioResult> getThreadAggregator() {
        return RatioResult::merge;
    }

    @Override
    protected Aggregator<RatioResult> getIterationAggregator() {
        return RatioResult::merge;
    }

    static RatioResult merge(Collection<RatioResult> results) {
        RatioResult first = results.iterator().next();
        return new RatioResult(
                first.getLabel(),
                results.stream().mapToDouble(r -> r.numerator).sum(),
                results.stream().mapToDouble(r -> r.denominator).sum(),
                first.getScoreUnit());
    }
}
