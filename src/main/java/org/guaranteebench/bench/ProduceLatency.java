package org.guaranteebench.bench;

import static org.guaranteebench.measure.Distribution.ACK;
import static org.guaranteebench.measure.Distribution.ACK_SERVICE;
import static org.guaranteebench.measure.Distribution.GENERATOR_LAG;
import static org.guaranteebench.measure.Distribution.SEND_LAG;
import static org.guaranteebench.measure.Distribution.SETTLED;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.measure.ArrivalSchedule;
import org.guaranteebench.measure.Recording;
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
    private Transactor transactor;
    private Recording recording;
    private boolean transactional;
    private ArrivalSchedule schedule;
    private long ready;

    @Setup(Level.Trial)
    public void open(GuaranteeParameters guarantee, WorkloadParameters load, ThreadParams thread) {
        producer = new TrialProducer(
                guarantee.cell(isolation),
                load.workload(OptionalInt.of(Integer.parseInt(rate))),
                Set.of(ACK, ACK_SERVICE, SEND_LAG, GENERATOR_LAG, SETTLED),
                thread);
        transactor = producer.transactor();
        recording = producer.recording();
        transactional = producer.transactional();
    }

    @Setup(Level.Iteration)
    public void start(ThreadParams thread) {
        producer.startIteration();
        ready = System.nanoTime();
        schedule = new ArrivalSchedule(ready, Integer.parseInt(rate), thread.getThreadIndex(), thread.getThreadCount());
    }

    @Benchmark
    public void record() {
        long due = schedule.next();
        long now = await(due);
        recording.record(SEND_LAG, now - due);
        recording.record(GENERATOR_LAG, now - Math.max(due, ready));
        producer.send(due, (metadata, exception) -> {
            long acknowledged = System.nanoTime();
            recording.record(ACK, acknowledged - due);
            recording.record(ACK_SERVICE, acknowledged - now);
            if (!transactional) {
                recording.record(SETTLED, acknowledged - due);
            }
            producer.acknowledged(metadata, exception);
        });
        ready = System.nanoTime();
    }

    /** Parks until the record is due, committing on the way if a transaction is. Spinning would starve the brokers. */
    private long await(long due) {
        long now = System.nanoTime();
        while (now - due < 0) {
            long commitDue = transactor.commitDue();
            if (commitDue != Transactor.NEVER && commitDue - now <= 0) {
                transactor.commit();
                ready = System.nanoTime();
            } else {
                LockSupport.parkNanos(Math.min(due, commitDue) - now);
            }
            now = System.nanoTime();
        }
        return now;
    }

    @TearDown(Level.Iteration)
    public void finish() {
        long unfinished = transactor.finishEarly();
        producer.awaitQuiescence();
        producer.finishIteration(unfinished);
    }

    @TearDown(Level.Trial)
    public void close() {
        producer.close();
    }
}
