package org.guaranteebench.bench;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How many records/s a saturated producer gets acknowledged, or committed where there are transactions.
 *
 * <p>An invocation keeps sending until {@value #QUANTUM} more records are settled, so JMH counts settled records and
 * never enqueued ones. A transaction settles all its records at once: the following invocations find them settled and
 * return without sending. When the time is up the thread is almost always inside a transaction, and an iteration
 * therefore runs from the end of a commit to the end of a commit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class ProduceThroughput {
    static final int QUANTUM = 10;

    @Param("read_uncommitted")
    public String isolation;

    private TrialProducer producer;
    private Callback callback;
    private long target;

    @Setup(Level.Trial)
    public void open(GuaranteeParameters guarantee, WorkloadParameters load, ThreadParams thread) {
        producer = new TrialProducer(guarantee.cell(isolation), load.workload(OptionalInt.empty()), Set.of(), thread);
        callback = producer::acknowledged;
    }

    /**
     * What is acknowledged between iterations is nobody's. Commits are this thread's own: of the one that ended the last
     * iteration JMH has counted a single invocation, and the rest counts now, as the rest of this one's will next time.
     */
    @Setup(Level.Iteration)
    public void start() {
        producer.startIteration();
        if (!producer.transactional()) {
            target = producer.settled();
        }
    }

    @Benchmark
    @OperationsPerInvocation(QUANTUM)
    public void settledRecords() {
        target += QUANTUM;
        while (producer.settled() < target) {
            producer.send(0, callback);
        }
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
