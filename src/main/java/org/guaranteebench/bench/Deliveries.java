package org.guaranteebench.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Which of each sending thread's records have come back; shared by all threads of a trial. */
@State(Scope.Benchmark)
public class Deliveries {
    private AtomicLongArray delivered;
    private AtomicLongArray unfinishedFrom;

    @Setup(Level.Trial)
    public void open(BenchmarkParams benchmark) {
        open(benchmark.getThreads());
    }

    void open(int threads) {
        delivered = new AtomicLongArray(threads);
        unfinishedFrom = new AtomicLongArray(threads);
        for (int i = 0; i < unfinishedFrom.length(); i++) {
            unfinishedFrom.set(i, Long.MAX_VALUE);
        }
    }

    void delivered(int thread) {
        delivered.incrementAndGet(thread);
    }

    long deliveredOf(int thread) {
        return delivered.get(thread);
    }

    /** Records from this number on become visible by a commit before its time, which is not what is measured. */
    void unfinishedFrom(int thread, long number) {
        unfinishedFrom.set(thread, number);
    }

    boolean unfinished(int thread, long number) {
        return number >= unfinishedFrom.get(thread);
    }
}
