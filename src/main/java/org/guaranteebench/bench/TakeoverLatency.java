package org.guaranteebench.bench;

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.bench.takeover.Succession;
import org.guaranteebench.bench.takeover.TakeoverAccount;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Predecessor;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
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

/**
 * How long {@code initTransactions} takes a producer, by what its predecessor left behind, and how long readers of
 * committed data stand still at what that had open.
 *
 * <p>Only the call is timed, by a producer that has its connection and its metadata; an invocation is one takeover with
 * all that shows that it was one, so JMH's score means nothing and is not reported. A predecessor that is not fenced
 * fails the trial, and so does a reader that is given anything but the committed records, each once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 3400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Rungs(
        value = {"predecessor=none", "predecessor=committed", "predecessor=open"},
        baseline = "predecessor=none")
public class TakeoverLatency {
    @Param("all")
    public String acks;

    @Param("true")
    public String idempotence;

    @Param("1")
    public String transactions;

    @Param("read_committed")
    public String isolation;

    @Param({"none", "committed", "open"})
    public String predecessor;

    @Param("")
    public String consumer;

    private Predecessor before;
    private SuccessionClients clients;
    private Succession succession;
    private Recording recording;
    private long committedAtStart;
    private long commits;

    @Setup(Level.Trial)
    public void open(WorkloadParameters parameters) {
        before = Predecessor.parse(predecessor);
        Map<String, String> values = parameters.workload(OptionalInt.empty()).values();
        values.put(Workload.CONSUMER_FIELD, consumer);
        Workload workload = Workload.of(values);
        Cell cell = Cell.of(
                acks,
                idempotence,
                transactions,
                isolation,
                new Treatment(Map.of(Parameter.PREDECESSOR.spelling(), predecessor)));
        Set<Distribution> recorded = EnumSet.of(Distribution.TAKEOVER, Distribution.COMMIT);
        if (before == Predecessor.OPEN) {
            recorded.add(Distribution.LSO_STALL);
        }
        clients = SuccessionClients.open(cell, workload);
        recording = Recording.open(recorded, SuccessionClients.threadsEnd());
        succession = clients.begin(before, new Succession.Listener() {
            @Override
            public void tookOver(long began, long ended) {
                recording.record(Distribution.TAKEOVER, ended - began);
            }

            @Override
            public void released(long began, long read) {
                recording.record(Distribution.LSO_STALL, read - began);
            }

            @Override
            public void committed(long began, long ended) {
                commits++;
                recording.record(Distribution.COMMIT, ended - began);
            }
        });
    }

    @Setup(Level.Iteration)
    public void start() {
        recording.startIteration();
        committedAtStart = succession.committed();
        commits = 0;
    }

    @Benchmark
    public void takeover() {
        succession.takeOver();
    }

    @TearDown(Level.Iteration)
    public void finish() {
        // Clients come and go, and take their own counts with them.
        recording.finishIteration(new Recording.Totals(
                succession.committed() - committedAtStart,
                commits,
                commits,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                succession.acknowledged(),
                0));
    }

    @TearDown(Level.Trial)
    public void close() {
        TakeoverAccount account = succession.settle();
        succession.close();
        clients.close();
        recording.closed(succession.acknowledged(), account.metrics());
        account.requireTrue(before);
    }
}
