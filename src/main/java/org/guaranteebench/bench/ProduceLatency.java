package org.guaranteebench.bench;

import java.util.OptionalInt;
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

/**
 * How long records wait for their acknowledgement, and for their commit, when they arrive at a fixed rate.
 *
 * <p>Open loop: every record has an intended send time that does not depend on the answers before it, and response is
 * counted from there. If the client blocks, later records are late and their wait counts. The primary score is the rate
 * achieved; below the rate asked for, the latencies say how long the trial was and not what Kafka does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 5200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class ProduceLatency {
    @Param("read_uncommitted")
    public String isolation;

    @Param("10000")
    public String rate;

    private TrialProducer producer;
    private OpenLoop load;

    @Setup(Level.Trial)
    public void open(GuaranteeParameters guarantee, WorkloadParameters workload, ThreadParams thread) {
        int perSecond = Integer.parseInt(rate);
        producer = new TrialProducer(
                guarantee.cell(isolation), workload.workload(OptionalInt.of(perSecond)), OpenLoop.RECORDED, thread);
        load = new OpenLoop(producer, perSecond, thread);
    }

    @Setup(Level.Iteration)
    public void start() {
        producer.startIteration();
        load.start();
    }

    @Benchmark
    public void record() {
        load.send();
    }

    @TearDown(Level.Iteration)
    public void finish() {
        long unfinished = producer.transactor().finishEarly();
        producer.awaitQuiescence();
        producer.finishIteration(unfinished);
    }

    @TearDown(Level.Trial)
    public void close() {
        producer.close();
    }
}
