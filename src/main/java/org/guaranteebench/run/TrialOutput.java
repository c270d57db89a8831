package org.guaranteebench.run;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Supplier;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Passes JMH's text on to the log, and samples what only the parent can see at the moments when measuring begins and
 * ends: JMH reports each iteration as it happens. Called by JMH's threads one after the other.
 */
final class TrialOutput implements OutputFormat {
    private final OutputFormat log;
    private final Supplier<HostSample> sampler;
    private HostSample first;
    private HostSample last;

    TrialOutput(OutputFormat log, Supplier<HostSample> sampler) {
        this.log = log;
        this.sampler = sampler;
    }

    /** From the start of the first measured iteration to the end of the last; null when none was measured. */
    HostSample window() {
        return last == null ? null : last.since(first);
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {
        if (iteration.getType() == IterationType.MEASUREMENT && first == null) {
            first = sampler.get();
        }
        log.iteration(benchmark, iteration, number);
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {
        if (iteration.getType() == IterationType.MEASUREMENT) {
            last = sampler.get();
        }
        log.iterationResult(benchmark, iteration, number, result);
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        log.startBenchmark(benchmark);
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        log.endBenchmark(result);
    }

    @Override
    public void startRun() {
        log.startRun();
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        log.endRun(results);
    }

    @Override
    public void print(String text) {
        log.print(text);
    }

    @Override
    public void println(String text) {
        log.println(text);
    }

    @Override
    public void verbosePrintln(String text) {
        log.verbosePrintln(text);
    }

    @Override
    public void write(int b) {
        log.write(b);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        log.write(bytes);
    }

    @Override
    public void flush() {
        log.flush();
    }

    /** The log outlives the trial. */
    @Override
    public void close() {
        log.flush();
    }
}
