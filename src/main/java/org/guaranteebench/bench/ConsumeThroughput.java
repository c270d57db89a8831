package org.guaranteebench.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
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
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How many records/s the application gets from a consumer that is a member of a group and commits its position in this
 * way or that, from a log that was written before.
 *
 * <p>An invocation hands {@value #QUANTUM} records to the application. The log is read over and over, and each pass over
 * a partition must hold what was written, no more and no less. The guarantees of producers cannot act here; their
 * parameters have the one value with which the log is written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 750, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {
            "log=plain",
            "isolation=read_committed",
            "log=committed isolation=read_committed",
            "log=committed aborted=50",
            "log=committed aborted=50 isolation=read_committed",
            "commit=auto",
            "commit=batch-async",
            "commit=batch-sync",
            "commit=every-100",
            "commit=record-sync",
            "group.protocol=consumer"
        },
        baseline = "log=plain")
public class ConsumeThroughput {
    static final int QUANTUM = 10;

    @Param("all")
    public String acks;

    @Param("true")
    public String idempotence;

    @Param("none")
    public String transactions;

    @Param({"read_uncommitted", "read_committed"})
    public String isolation;

    @Param("plain")
    public String log;

    @Param("0")
    public String aborted;

    @Param("none")
    public String commit;

    @Param("classic")
    public String groupProtocol;

    @Param("50000")
    public String logRecords;

    @Param("100")
    public String transactionSize;

    @Param("")
    public String consumer;

    private TrialConsumer reader;

    @Setup(Level.Trial)
    public void open(WorkloadParameters parameters, ThreadParams threads) {
        Treatment treatment = new Treatment(Map.of(
                Parameter.LOG.spelling(), log,
                Parameter.ABORTED.spelling(), aborted,
                Parameter.COMMIT.spelling(), commit,
                Parameter.GROUP_PROTOCOL.spelling(), groupProtocol));
        Map<String, String> load =
                new LinkedHashMap<>(parameters.workload(OptionalInt.empty()).values());
        load.put(Parameter.LOG_RECORDS.spelling(), logRecords);
        load.put(Parameter.TRANSACTION_SIZE.spelling(), transactionSize);
        load.put(Workload.CONSUMER_FIELD, consumer);
        Cell cell = Cell.of(acks, idempotence, transactions, isolation, treatment);
        reader = new TrialConsumer(cell, Workload.of(load), threads);
    }

    @Setup(Level.Iteration)
    public void start() {
        reader.startIteration();
    }

    @Benchmark
    @OperationsPerInvocation(QUANTUM)
    public void deliveredRecords(Blackhole application) {
        for (int i = 0; i < QUANTUM; i++) {
            ConsumerRecord<byte[], byte[]> record = reader.next();
            application.consume(record);
            reader.delivered(record);
        }
    }

    @TearDown(Level.Iteration)
    public void finish() {
        reader.finishIteration();
    }

    @TearDown(Level.Trial)
    public void close() {
        reader.close();
    }
}
