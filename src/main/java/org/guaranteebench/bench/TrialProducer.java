package org.guaranteebench.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.guaranteebench.client.ClientMetrics;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.jvm.ParentWatch;
import org.guaranteebench.measure.BacklogGrowth;
import org.guaranteebench.measure.Distribution;
import org.guaranteebench.measure.Recording;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One client thread's producer as every benchmark of this package uses it: configured and checked against its cell,
 * with payload, transactions, a count of settled records, and a recording.
 *
 * <p>One thread sends; the client's I/O thread runs {@link #acknowledged}. Any failed record fails the trial at the next
 * call.
 */
final class TrialProducer implements AutoCloseable {
    private static final long QUIESCENCE_SECONDS = 60;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Payload payload;
    private final Transactor transactor;
    private final Recording recording;
    private final BacklogGrowth backlog = new BacklogGrowth();
    private final boolean transactional;
    private final boolean offsetsExpected;
    private final RateCap cap;
    private final int recordBytes;

    private final int thread;
    private boolean stamped;
    private long sent;
    private volatile long acknowledged;
    private volatile Exception failure;

    private ClientMetrics metricsAtStart;
    private long settledAtStart;
    private long commitsAtStart;
    private long transactionalRecords;

    TrialProducer(Cell cell, Workload workload, Set<Distribution> distributions, ThreadParams threads) {
        this(cell, workload, distributions, threads, true);
    }

    /** One whose commits are not what is measured: it is the source of something whose commits are. */
    static TrialProducer source(Cell cell, Workload workload, Set<Distribution> distributions, ThreadParams threads) {
        TrialProducer producer = new TrialProducer(cell, workload, distributions, threads, false);
        producer.stampRecords();
        return producer;
    }

    private TrialProducer(
            Cell cell,
            Workload workload,
            Set<Distribution> distributions,
            ThreadParams threads,
            boolean commitsRecorded) {
        ForkTarget target = ForkTarget.ofThisJvm();
        // A load on a cluster that may be somebody else's must not outlive the run that would end it.
        ParentWatch.start(() -> {});
        thread = threads.getThreadIndex();
        recordBytes = workload.recordSize() + workload.keySize();
        cap = target.share(threads.getThreadCount());
        Map<String, Object> properties = ProducerConfiguration.of(target, cell, workload, thread);
        ProducerConfiguration.requireEffective(properties, cell, workload);
        payload = new Payload(target.topic(), workload, thread);
        producer = new KafkaProducer<>(properties);
        transactional = cell.transactions().enabled();
        offsetsExpected = cell.acks() != Acks.NONE;
        Set<Distribution> recorded = EnumSet.noneOf(Distribution.class);
        recorded.addAll(distributions);
        if (transactional) {
            producer.initTransactions();
        }
        if (transactional && commitsRecorded) {
            recorded.add(Distribution.COMMIT);
        }
        recording = Recording.open(
                recorded, properties.get(ProducerConfig.CLIENT_ID_CONFIG).toString());
        boolean recordsSettled = recorded.contains(Distribution.SETTLED);
        transactor =
                new Transactor(producer, cell.transactions(), System::nanoTime, (began, ended, stamps, records) -> {
                    if (commitsRecorded) {
                        transactionalRecords += records;
                        recording.record(Distribution.COMMIT, ended - began);
                    }
                    for (int i = 0; recordsSettled && i < records; i++) {
                        recording.record(Distribution.SETTLED, ended - stamps[i]);
                    }
                });
    }

    Recording recording() {
        return recording;
    }

    /** Of the open loop that this producer serves; whoever sees last what becomes of a record adds it there. */
    BacklogGrowth backlog() {
        return backlog;
    }

    /** From now on each record says when it was due and which of this thread's records it is: see {@link Stamp}. */
    void stampRecords() {
        stamped = true;
    }

    /** Records sent so far. */
    long sent() {
        return sent;
    }

    Transactor transactor() {
        return transactor;
    }

    /** Sends the next record; {@code stamp} is its intended time where one matters. Blocks as the client does. */
    void send(long stamp, Callback callback) {
        if (failure != null) {
            throw new IllegalStateException("a record was not acknowledged: " + failure, failure);
        }
        cap.await(recordBytes);
        transactor.beforeSend();
        producer.send(stamped ? payload.next(stamp, thread, sent) : payload.next(), callback);
        sent++;
        transactor.afterSend(stamp);
    }

    /** To be called from each record's callback. */
    void acknowledged(RecordMetadata metadata, Exception exception) {
        if (exception != null) {
            failure = exception;
        } else if (metadata.hasOffset() != offsetsExpected) {
            failure = new IllegalStateException("acknowledged with offset " + metadata.offset()
                    + (offsetsExpected ? ": no replica answered for it" : ": acks=0 cannot have one"));
        } else {
            // Only the I/O thread writes.
            acknowledged = acknowledged + 1;
        }
    }

    boolean transactional() {
        return transactional;
    }

    /** Records that are final: acknowledged, or committed where there are transactions. */
    long settled() {
        return transactional ? transactor.committedRecords() : acknowledged;
    }

    void startIteration() {
        recording.startIteration();
        backlog.startIteration();
        metricsAtStart = ClientMetrics.of(producer);
        settledAtStart = settled();
        commitsAtStart = transactor.commits();
        transactionalRecords = 0;
    }

    /** @param unfinished records of this iteration whose commit time is not known */
    void finishIteration(long unfinished) {
        ClientMetrics now = ClientMetrics.of(producer);
        recording.finishIteration(new Recording.Totals(
                settled() - settledAtStart,
                recording.has(Distribution.COMMIT) ? transactor.commits() - commitsAtStart : 0,
                transactionalRecords,
                now.requests() - metricsAtStart.requests(),
                now.retries() - metricsAtStart.retries(),
                now.batchSizeAverage(),
                now.recordsPerRequest(),
                acknowledged,
                unfinished,
                backlog.known() ? List.of(backlog.result()) : List.of()));
    }

    /** An iteration in which it had no part: what it wrote before or in between was input, and is nobody's figure. */
    void sitOut() {
        startIteration();
        finishIteration(0);
    }

    /** Waits until every record sent has its answer. Linger runs out by itself: a flush would hurry the last records. */
    void awaitQuiescence() {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIESCENCE_SECONDS);
        while (acknowledged < sent && failure == null) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        sent - acknowledged + " records had no answer after " + QUIESCENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(200_000);
        }
        if (failure != null) {
            throw new IllegalStateException("a record was not acknowledged: " + failure, failure);
        }
    }

    /** The trial has failed elsewhere: whatever waits in this producer returns at once, with an error. Any thread. */
    void abandon() {
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        if (failure == null) {
            transactor.finishEarly();
        }
        producer.close();
        recording.closed(acknowledged);
    }
}
