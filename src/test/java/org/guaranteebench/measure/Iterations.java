package org.guaranteebench.measure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;

/** Lets JMH itself merge results, along the way that they take in a run. */
final class Iterations {
    private Iterations() {}

    /** What the threads of one iteration returned. */
    static IterationResult iteration(Collection<? extends Result<?>> ofThreads) {
        IterationResult iteration = new IterationResult(null, null, null);
        iteration.addResult(new ThroughputResult(ResultRole.PRIMARY, "records", 1, 1, TimeUnit.SECONDS));
        iteration.addResults(ofThreads);
        return iteration;
    }

    static BenchmarkResult fork(IterationResult... iterations) {
        return new BenchmarkResult(null, List.of(iterations));
    }

    static Map<String, Result<?>> merged(IterationResult iteration) {
        Map<String, Result<?>> results = new TreeMap<>();
        iteration.getSecondaryResults().forEach(results::put);
        return results;
    }

    static Map<String, Result<?>> merged(BenchmarkResult... forks) {
        Map<String, Result<?>> results = new TreeMap<>();
        new RunResult(null, List.of(forks)).getSecondaryResults().forEach(results::put);
        return results;
    }
}
