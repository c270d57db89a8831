package org.guaranteebench.bench;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How many source records/s a stage finishes that always has input, by what it promises.
 *
 * <p>An invocation advances the stage until {@value #QUANTUM} more records are final; a batch makes hundreds so at once,
 * and the following invocations find them. The input is written between the iterations. When the trial is over the rest
 * of it is processed, too, and results are counted where they went: one that is missing, or there twice, fails the trial.
 *
 * <p>By default one semantics of each mechanism is measured; the others, which differ from it in one step, when {@code -p
 * semantics} names them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {
            "semantics=at-least-once",
            "semantics=exactly-once isolation=read_committed",
            "semantics=exactly-once-external isolation=read_committed"
        },
        baseline = "semantics=at-least-once")
public class PipelineThroughput {
    static final int QUANTUM = 10;

    private TrialProducer source;
    private TrialStage stage;
    private Backlog backlog;
    private Semantics semantics;
    private int partitions;
    private long target;

    @Setup(Level.Trial)
    public void open(PipelineParameters pipeline, WorkloadParameters parameters, ThreadParams threads) {
        Cell cell = pipeline.cell();
        Workload workload = pipeline.workload(parameters.workload(OptionalInt.empty()));
        semantics = cell.treatment().semantics().orElseThrow();
        partitions = workload.partitions();
        source = TrialProducer.source(cell, workload, Set.of(), threads);
        stage = new TrialStage(cell, workload, Set.of(), true, (stamp, at) -> {});
        backlog = new Backlog(source, stage);
    }

    @Setup(Level.Iteration)
    public void start(IterationParams iteration) {
        backlog.prepare(iteration.getTime().convertTo(TimeUnit.NANOSECONDS));
        stage.startIteration();
        target = stage.finished();
    }

    @Benchmark
    @OperationsPerInvocation(QUANTUM)
    public void finishedRecords() {
        target += QUANTUM;
        while (stage.finished() < target) {
            if (!stage.advance()) {
                backlog.topUpIfDry();
            }
        }
    }

    @TearDown(Level.Iteration)
    public void finish() {
        backlog.used();
        stage.finishIteration(true, backlog.toppedUp());
        source.sitOut();
    }

    @TearDown(Level.Trial)
    public void close() {
        backlog.drain();
        Witness witness = semantics.stores()
                ? new Witness.OfTable(stage.clients().session().orElseThrow().results(), stage)
                : new TopicWitness(semantics.readResults(), partitions, (stamp, at) -> {});
        Account account = witness.account(source.sent(), stage.skipped());
        stage.close();
        source.close();
        stage.closed(account.metrics());
        account.requireTrue();
    }
}
