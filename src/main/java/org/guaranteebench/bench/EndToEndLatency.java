package org.guaranteebench.bench;

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.measure.BacklogGrowth;
import org.guaranteebench.measure.Distribution;
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
 * How long records take from their intended send until a consumer's {@code poll} returns them, when they arrive at a
 * fixed rate.
 *
 * <p>Producer and consumer are in one process and have one clock. A reader of committed data waits for the commit, and
 * for those before it in the partition; without transactions the two isolation levels must not differ, and that pair is
 * measured, too. A record that does not come back fails the trial.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 1150, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {
            "acks=0",
            "acks=1",
            "acks=all",
            "acks=all idempotence=true",
            "acks=all idempotence=true isolation=read_committed",
            "acks=all idempotence=true transactions=100ms",
            "acks=all idempotence=true transactions=100ms isolation=read_committed"
        },
        baseline = "acks=1")
public class EndToEndLatency {
    @Param({"read_uncommitted", "read_committed"})
    public String isolation;

    @Param("5000")
    public String rate;

    @Param("")
    public String consumer;

    private TrialReader reader;
    private TrialProducer producer;
    private OpenLoop load;
    private Deliveries deliveries;
    private int thread;

    @Setup(Level.Trial)
    public void open(
            GuaranteeParameters guarantee, WorkloadParameters parameters, ThreadParams threads, Deliveries shared) {
        deliveries = shared;
        thread = threads.getThreadIndex();
        Cell cell = guarantee.cell(isolation);
        Map<String, String> values =
                parameters.workload(OptionalInt.of(Integer.parseInt(rate))).values();
        values.put(Workload.CONSUMER_FIELD, consumer);
        Workload workload = Workload.of(values);
        reader = TrialReader.open(cell, workload, threads, deliveries);
        Set<Distribution> recorded = EnumSet.of(Distribution.VISIBLE);
        recorded.addAll(OpenLoop.RECORDED);
        producer = new TrialProducer(cell, workload, recorded, threads);
        producer.stampRecords();
        load = new OpenLoop(producer, workload.rate().orElseThrow(), threads);
        load.seenLater();
        Recording recording = producer.recording();
        BacklogGrowth backlog = producer.backlog();
        reader.start(nanos -> {
            recording.record(Distribution.VISIBLE, nanos);
            backlog.add(System.nanoTime() - nanos, nanos);
        });
    }

    @Setup(Level.Iteration)
    public void start() {
        deliveries.unfinishedFrom(thread, Long.MAX_VALUE);
        producer.startIteration();
        load.start();
    }

    @Benchmark
    public void record() {
        load.send();
    }

    @TearDown(Level.Iteration)
    public void finish() {
        Transactor transactor = producer.transactor();
        if (isolation.equals(Isolation.READ_COMMITTED.toString())) {
            deliveries.unfinishedFrom(thread, producer.sent() - transactor.openRecords());
        }
        long unfinished = transactor.finishEarly();
        producer.awaitQuiescence();
        reader.awaitAll(thread, producer.sent());
        producer.finishIteration(unfinished);
    }

    @TearDown(Level.Trial)
    public void close() {
        producer.close();
        reader.close();
    }
}
