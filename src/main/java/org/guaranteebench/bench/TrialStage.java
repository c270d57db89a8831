package org.guaranteebench.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.guaranteebench.bench.stage.AtLeastOnce;
import org.guaranteebench.bench.stage.AtMostOnce;
import org.guaranteebench.bench.stage.AutoCommit;
import org.guaranteebench.bench.stage.EffectivelyOnce;
import org.guaranteebench.bench.stage.ExactlyOnce;
import org.guaranteebench.bench.stage.ExactlyOnceExternal;
import org.guaranteebench.bench.stage.Output;
import org.guaranteebench.bench.stage.PositionSink;
import org.guaranteebench.bench.stage.Processing;
import org.guaranteebench.bench.stage.Stage;
import org.guaranteebench.bench.stage.StageListener;
import org.guaranteebench.bench.stage.Unawaited;
import org.guaranteebench.client.ClientMetrics;
import org.guaranteebench.client.ConsumerMetrics;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.measure.Distribution;
import org.guaranteebench.measure.RatioResult;
import org.guaranteebench.measure.Recording;
import org.guaranteebench.store.Result;

/**
 * A trial's one stage, with its clients, and a recording of what it does. One thread advances it; the rest may be asked
 * from another while it does not.
 */
final class TrialStage implements StageThread.Work, AutoCloseable {
    private final StageClients clients;
    private final Processing processing;
    private final Stage stage;
    private final Membership membership;
    private final Recording recording;

    private long commits;
    private ConsumerMetrics consumedAtStart;
    private ClientMetrics producedAtStart;
    private long finishedAtStart;
    private long attemptsAtStart;
    private long commitsAtStart;

    /**
     * Returns when it has its partitions.
     *
     * @param distributions recorded beside its commits
     * @param inThisThread whether the calling thread will advance it; else one whose name ends as {@link
     *     StageClients#threadsEnd} and which is there already
     * @param stored hears of each result in a store, with its time
     */
    TrialStage(
            Cell cell,
            Workload workload,
            Set<Distribution> distributions,
            boolean inThisThread,
            ObjLongConsumer<Stamp> stored) {
        Semantics semantics = cell.treatment().semantics().orElseThrow();
        clients = StageClients.open(cell, workload);
        Set<Distribution> recorded = EnumSet.noneOf(Distribution.class);
        recorded.addAll(distributions);
        if (semantics != Semantics.AUTO_COMMIT) {
            recorded.add(Distribution.COMMIT);
        }
        recording = inThisThread
                ? Recording.open(recorded, StageClients.threadsEnd())
                : Recording.openBeside(recorded, StageClients.threadsEnd());
        processing = new Processing(
                workload.number(Parameter.PROCESSING),
                workload.number(Parameter.FAILURES),
                ForkTarget.ofThisJvm().share(1));
        stage = stage(semantics, listener(stored));
        membership = new Membership(stage);
        clients.join(membership, workload.partitions());
    }

    private StageListener listener(ObjLongConsumer<Stamp> stored) {
        return new StageListener() {
            @Override
            public void committed(long began, long ended) {
                commits++;
                recording.record(Distribution.COMMIT, ended - began);
            }

            @Override
            public void stored(Result result, long at) {
                stored.accept(Stamp.read(result.value()), at);
            }
        };
    }

    private Stage stage(Semantics semantics, StageListener listener) {
        return switch (semantics) {
            case AT_MOST_ONCE -> new AtMostOnce(clients.consumer(), unawaited(), System::nanoTime, listener);
            case AUTO_COMMIT -> new AutoCommit(clients.consumer(), unawaited());
            case AT_LEAST_ONCE, AT_LEAST_ONCE_IDEMPOTENT ->
                new AtLeastOnce(clients.consumer(), processing, output(), System::nanoTime, listener);
            case EFFECTIVELY_ONCE ->
                new EffectivelyOnce(
                        clients.consumer(),
                        processing,
                        clients.session().orElseThrow().results()::upsert,
                        System::nanoTime,
                        listener);
            case EXACTLY_ONCE -> new ExactlyOnce(clients.consumer(), processing, output(), System::nanoTime, listener);
            case EXACTLY_ONCE_EXTERNAL ->
                new ExactlyOnceExternal(
                        clients.consumer(),
                        processing,
                        PositionSink.of(clients.session().orElseThrow()),
                        System::nanoTime,
                        listener);
        };
    }

    private Unawaited unawaited() {
        return new Unawaited(processing, output());
    }

    private Output output() {
        return new Output(
                clients.producer().orElseThrow(), ForkTarget.ofThisJvm().outTopic());
    }

    Recording recording() {
        return recording;
    }

    StageClients clients() {
        return clients;
    }

    /**
     * One poll and all that follows; whether there were records.
     *
     * <p>Errors: whatever the stage throws, and {@link IllegalStateException} in one line when it has lost its partitions.
     */
    @Override
    public boolean advance() {
        boolean anything = stage.advance();
        membership.requireKept();
        return anything;
    }

    /** Source records whose results are final. Any thread. */
    long finished() {
        return stage.finished();
    }

    /** Source records that have no result and will have none. Any thread. */
    @Override
    public long skipped() {
        return processing.skipped();
    }

    /** Source records with which the stage is done. Any thread. */
    @Override
    public long done() {
        return finished() + skipped();
    }

    void startIteration() {
        recording.startIteration();
        consumedAtStart = ConsumerMetrics.of(clients.consumer());
        producedAtStart = produced();
        finishedAtStart = finished();
        attemptsAtStart = processing.attempts();
        commitsAtStart = commits();
    }

    /**
     * @param counted whether its finished records are the iteration's, and nobody else's
     * @param toppedUp source records written during it
     */
    void finishIteration(boolean counted, long toppedUp) {
        ConsumerMetrics consumed = ConsumerMetrics.of(clients.consumer());
        ClientMetrics produced = produced();
        long records = finished() - finishedAtStart;
        long newCommits = commits() - commitsAtStart;
        List<RatioResult> more = new ArrayList<>(List.of(
                new RatioResult(
                        "fetched", consumed.incomingBytes() - consumedAtStart.incomingBytes(), records, "B/record"),
                new RatioResult("records_per_commit", newCommits == 0 ? 0 : records, newCommits, "1"),
                new RatioResult("attempts_per_record", processing.attempts() - attemptsAtStart, records, "1"),
                new RatioResult("topped_up", toppedUp, records, "1")));
        recording.finishIteration(new Recording.Totals(
                counted ? records : 0,
                newCommits,
                0,
                consumed.fetches() - consumedAtStart.fetches() + produced.requests() - producedAtStart.requests(),
                produced.retries() - producedAtStart.retries(),
                produced.batchSizeAverage(),
                produced.recordsPerRequest(),
                0,
                0,
                more));
    }

    private ClientMetrics produced() {
        return clients.producer().map(ClientMetrics::of).orElse(new ClientMetrics(0, 0, Double.NaN, Double.NaN));
    }

    /** Those by timer are the client's own, and only it has counted them. */
    private long commits() {
        return recording.has(Distribution.COMMIT)
                ? commits
                : (long) ConsumerMetrics.of(clients.consumer()).commits().orElse(0);
    }

    /** @param accounts of the whole trial */
    void closed(Map<String, Long> accounts) {
        recording.closed(0, accounts);
    }

    /** Waits for whatever is under way. */
    @Override
    public void close() {
        clients.close();
    }
}
