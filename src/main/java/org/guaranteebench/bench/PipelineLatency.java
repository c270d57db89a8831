package org.guaranteebench.bench;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.measure.Distribution;
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
 * How long records that arrive at a fixed rate take from their intended send, through a stage, until somebody can see
 * their results, by what the stage promises.
 *
 * <p>Results in a topic are seen when another consumer's {@code poll} returns them, those in a table when their commit
 * returns. All are counted there: one that is missing, or there twice, fails the trial.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 2550, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {
            "semantics=at-most-once",
            "semantics=auto-commit",
            "semantics=at-least-once",
            "semantics=at-least-once-idempotent",
            "semantics=effectively-once",
            "semantics=exactly-once isolation=read_committed",
            "semantics=exactly-once-external isolation=read_committed"
        },
        baseline = "semantics=at-least-once")
public class PipelineLatency {
    @Param("2000")
    public String rate;

    private TrialProducer source;
    private OpenLoop load;
    private TrialStage stage;
    private StageThread thread;
    private Witness witness;
    private boolean committedOnly;
    private volatile long unfinishedFrom = Long.MAX_VALUE;

    @Setup(Level.Trial)
    public void open(PipelineParameters pipeline, WorkloadParameters parameters, ThreadParams threads) {
        Cell cell = pipeline.cell();
        Workload workload = pipeline.workload(parameters.workload(OptionalInt.of(Integer.parseInt(rate))));
        committedOnly = cell.isolation() == Isolation.READ_COMMITTED;
        thread = new StageThread();
        stage = new TrialStage(cell, workload, EnumSet.of(Distribution.VISIBLE), false, this::visible);
        Semantics semantics = cell.treatment().semantics().orElseThrow();
        witness = semantics.stores()
                ? new Witness.OfTable(stage.clients().session().orElseThrow().results(), stage)
                : new TopicWitness(semantics.readResults(), workload.partitions(), this::visible);
        Set<Distribution> recorded = EnumSet.copyOf(OpenLoop.RECORDED);
        source = TrialProducer.source(cell, workload, recorded, threads);
        load = new OpenLoop(source, workload.rate().orElseThrow(), threads);
        load.seenLater();
        thread.advance(stage, source::abandon);
    }

    /** In one thread, the stage's or the witness's. */
    private void visible(Stamp stamp, long at) {
        if (stamp.number() < unfinishedFrom) {
            stage.recording().record(Distribution.VISIBLE, at - stamp.due());
            source.backlog().add(stamp.due(), at - stamp.due());
        }
    }

    @Setup(Level.Iteration)
    public void start() {
        unfinishedFrom = Long.MAX_VALUE;
        source.startIteration();
        stage.startIteration();
        load.start();
    }

    @Benchmark
    public void record() {
        try {
            load.send();
        } catch (RuntimeException e) {
            throw thread.blame(e);
        }
    }

    @TearDown(Level.Iteration)
    public void finish() {
        try {
            settle();
        } catch (RuntimeException e) {
            throw thread.blame(e);
        }
    }

    private void settle() {
        if (committedOnly) {
            unfinishedFrom = source.sent() - source.transactor().openRecords();
        }
        long unfinished = source.transactor().finishEarly();
        source.awaitQuiescence();
        thread.await(source.sent(), witness);
        source.finishIteration(unfinished);
        stage.finishIteration(false, 0);
    }

    @TearDown(Level.Trial)
    public void close() {
        thread.close();
        Account account = witness.account(source.sent(), stage.skipped());
        stage.close();
        source.close();
        stage.closed(account.metrics());
        account.requireTrue();
    }
}
