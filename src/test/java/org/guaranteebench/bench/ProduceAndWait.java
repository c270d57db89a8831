package org.guaranteebench.bench;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** How many records/s a producer gets acknowledged that waits for each before it sends the next, as many do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class ProduceAndWait {
    private final Semaphore answers = new Semaphore(0);
    private TrialProducer producer;

    @Param("read_uncommitted")
    public String isolation;

    @Setup(Level.Trial)
    public void open(GuaranteeParameters guarantee, WorkloadParameters load, ThreadParams thread) {
        producer = new TrialProducer(guarantee.cell(isolation), load.workload(OptionalInt.empty()), Set.of(), thread);
    }

    @Setup(Level.Iteration)
    public void start() {
        producer.startIteration();
    }

    @Benchmark
    public void answeredRecord() throws InterruptedException {
        producer.send(0, (metadata, exception) -> {
            producer.acknowledged(metadata, exception);
            answers.release();
        });
        answers.acquire();
    }

    @TearDown(Level.Iteration)
    public void finish() {
        producer.finishIteration(0);
    }

    @TearDown(Level.Trial)
    public void close() {
        producer.close();
    }
}
