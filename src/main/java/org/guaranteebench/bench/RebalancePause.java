package org.guaranteebench.bench;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.bench.rebalance.RebalanceAccount;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * How long records that arrive at a fixed rate wait when a member joins their reader's group or leaves it, and how many
 * are delivered again.
 *
 * <p>An invocation sends one record; beside it a member comes and goes for as long as the trial lasts. An event that is
 * under way when the time is over is awaited. A record that no member is given fails the trial, and so does a trial in
 * which nobody came and went.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 800, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 5200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {"group.protocol=classic", "group.protocol=consumer"},
        baseline = "group.protocol=classic")
public class RebalancePause {
    @Param("all")
    public String acks;

    @Param("true")
    public String idempotence;

    @Param("none")
    public String transactions;

    @Param("read_uncommitted")
    public String isolation;

    @Param("every-100")
    public String commit;

    @Param({"classic", "consumer"})
    public String groupProtocol;

    @Param("2000")
    public String rate;

    @Param("300")
    public String heartbeat;

    @Param("")
    public String consumer;

    private TrialProducer source;
    private OpenLoop load;
    private TrialGroup group;

    @Setup(Level.Trial)
    public void open(WorkloadParameters parameters, ThreadParams threads) {
        Cell cell = Cell.of(
                acks,
                idempotence,
                transactions,
                isolation,
                new Treatment(Map.of(
                        Parameter.COMMIT.spelling(), commit,
                        Parameter.GROUP_PROTOCOL.spelling(), groupProtocol)));
        Map<String, String> values =
                parameters.workload(OptionalInt.of(Integer.parseInt(rate))).values();
        values.put(Parameter.HEARTBEAT.spelling(), heartbeat);
        values.put(Workload.CONSUMER_FIELD, consumer);
        Workload workload = Workload.of(values);
        group = new TrialGroup(cell, workload);
        source = TrialProducer.source(cell, workload, OpenLoop.RECORDED, threads);
        load = new OpenLoop(source, workload.rate().orElseThrow(), threads);
    }

    @Setup(Level.Iteration)
    public void start() {
        source.startIteration();
        group.startIteration();
        load.start();
    }

    @Benchmark
    public void record() {
        load.send();
    }

    @TearDown(Level.Iteration)
    public void finish(IterationParams iteration) {
        group.pause();
        while (!group.resting()) {
            load.send();
        }
        source.awaitQuiescence();
        group.awaitAll(source.sent());
        source.finishIteration(0);
        group.finishIteration(iteration.getType() == IterationType.MEASUREMENT);
    }

    @TearDown(Level.Trial)
    public void close() {
        RebalanceAccount account = group.close(source.sent());
        source.close();
        account.requireTrue();
    }
}
