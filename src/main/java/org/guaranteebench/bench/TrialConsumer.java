package org.guaranteebench.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.guaranteebench.client.Committer;
import org.guaranteebench.client.ConsumerClose;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ConsumerMetrics;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.client.Reader;
import org.guaranteebench.client.Replay;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.LogPlan;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.jvm.ParentWatch;
import org.guaranteebench.measure.Distribution;
import org.guaranteebench.measure.RatioResult;
import org.guaranteebench.measure.Recording;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One client thread's member of the trial's group, which replays a log, commits as its cell says, counts what it
 * delivered and keeps a recording. One thread.
 */
final class TrialConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long JOIN_SECONDS = 30;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Replay replay;
    private final Committer committer;
    private final Recording recording;
    private final RateCap cap;

    private final Polled polled = new Polled();
    private boolean inDelivery;
    private long delivered;

    private ConsumerMetrics metricsAtStart;
    private long deliveredAtStart;
    private long commitsAtStart;

    /** Returns when it has its partitions and its coordinator knows a position of it. */
    TrialConsumer(Cell cell, Workload workload, ThreadParams threads) {
        ForkTarget target = ForkTarget.ofThisJvm();
        // A load on a cluster that may be somebody else's must not outlive the run that would end it.
        ParentWatch.start(() -> {});
        cap = target.share(threads.getThreadCount());
        Commit commit = cell.treatment().commit().orElseThrow();
        LogPlan plan = LogPlan.of(cell.treatment(), workload);
        // Fresh with each trial, as the prefix is.
        Reader reader = Reader.of(cell, target.transactionalId());
        Map<String, String> settings = new LinkedHashMap<>(Replay.SETTINGS);
        settings.putAll(workload.consumer());
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, threads.getThreadIndex(), settings);
        ConsumerConfiguration.requireEffective(properties, reader);
        consumer = new KafkaConsumer<>(properties);
        boolean timed = commit.kind() != Commit.Kind.NONE && commit.kind() != Commit.Kind.AUTO;
        List<Committer> own = new ArrayList<>();
        replay = new Replay(
                consumer,
                target.topic(),
                plan,
                cell.isolation(),
                System::nanoTime,
                partitions -> own.forEach(c -> c.forget(partitions)));
        join(threads.getThreadIndex() < plan.partitions());
        recording = Recording.open(
                timed ? Set.of(Distribution.COMMIT) : Set.of(),
                properties.get(ConsumerConfig.CLIENT_ID_CONFIG).toString());
        committer = new Committer(
                consumer,
                commit,
                System::nanoTime,
                (began, ended) -> recording.record(Distribution.COMMIT, ended - began));
        own.add(committer);
    }

    private void join(boolean expectsPartitions) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOIN_SECONDS);
        ConsumerRecords<byte[], byte[]> first = ConsumerRecords.empty();
        while (expectsPartitions && first.isEmpty()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("no records from the group after " + JOIN_SECONDS + " s");
            }
            first = replay.poll(POLL);
        }
        polled.replace(first);
        consumer.commitSync();
    }

    /** Polls when the records of the last poll are used up. */
    ConsumerRecord<byte[], byte[]> next() {
        while (!polled.hasNext()) {
            if (inDelivery) {
                committer.afterDelivery();
                inDelivery = false;
            }
            ConsumerRecords<byte[], byte[]> records = replay.poll(POLL);
            if (!records.isEmpty()) {
                committer.beforeDelivery(records);
                inDelivery = true;
            }
            polled.replace(records);
        }
        return polled.next();
    }

    /** The application is done with {@code record}. */
    void delivered(ConsumerRecord<byte[], byte[]> record) {
        committer.delivered(record);
        cap.await(record.serializedKeySize() + record.serializedValueSize());
        delivered++;
    }

    void startIteration() {
        recording.startIteration();
        metricsAtStart = ConsumerMetrics.of(consumer);
        deliveredAtStart = delivered;
        commitsAtStart = committer.commits();
    }

    void finishIteration() {
        ConsumerMetrics now = ConsumerMetrics.of(consumer);
        long records = delivered - deliveredAtStart;
        long commits = committer.commits() - commitsAtStart;
        recording.finishIteration(Recording.Totals.consumed(
                records,
                commits,
                now.fetches() - metricsAtStart.fetches(),
                now.recordsPerFetch(),
                List.of(
                        new RatioResult(
                                "fetched", now.incomingBytes() - metricsAtStart.incomingBytes(), records, "B/record"),
                        new RatioResult("records_per_commit", commits == 0 ? 0 : records, commits, "1"))));
    }

    @Override
    public void close() {
        try {
            committer.finish();
        } finally {
            ConsumerClose.promptly(consumer);
        }
    }
}
