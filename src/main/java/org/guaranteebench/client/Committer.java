package org.guaranteebench.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.guaranteebench.grid.Commit;

/**
 * Commits a consumer's position around the records of each poll as a {@link Commit} says, and tells how long that took.
 * The loop is: poll, {@link #beforeDelivery}, for each record the application and then {@link #delivered}, {@link
 * #afterDelivery}. What is committed for a partition is the offset after its last delivered record, in {@link
 * Commit.Kind#BEFORE} after the last one polled; never the consumer's own position, which control records move.
 *
 * <p>Some failures are part of the strategy: Kafka does not repeat an asynchronous commit that met a retriable error, such
 * as a coordinator that moved, and refuses synchronous ones while a rebalance is under way. When the records have been
 * delivered already, such a failure is counted, and its positions go with the next commit unless a later one has been
 * sent for the partition since: at least once holds, and applications do the same. Any other failure, and any of a
 * commit that must precede delivery, is an {@link IllegalStateException}: at once if the commit was waited for, which
 * includes Kafka's own repetitions, else at the next call of a method that starts or ends a poll's delivery.
 *
 * <p>One thread, the consumer's: the callbacks of asynchronous commits run inside its calls, too.
 */
public final class Committer {

    /** Hears of every commit that the strategy asked for and Kafka granted. */
    public interface CommitListener {
        /**
         * @param began when the commit was called, ns
         * @param ended when it returned, or when its callback ran, which waits for the thread's next poll; ns
         */
        void committed(long began, long ended);
    }

    /** Where one partition's reader stands. */
    private static final class Position {
        private final TopicPartition partition;
        private long next;
        private Optional<Integer> leaderEpoch = Optional.empty();
        private boolean due;
        /** The last that was sent, by identity: a replayed log passes the same offset more than once. */
        private OffsetAndMetadata sent;

        Position(TopicPartition partition) {
            this.partition = partition;
        }

        void after(ConsumerRecord<?, ?> record) {
            next = record.offset() + 1;
            leaderEpoch = record.leaderEpoch();
            due = true;
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Commit.Kind kind;
    private final int mostRecords;
    private final LongSupplier clock;
    private final CommitListener listener;

    private final Map<TopicPartition, Position> positions = new HashMap<>();
    /** Polls hand out partition after partition: finding the position of each record anew would be half the work. */
    private Position latest;

    private int delivered;
    private int inFlight;
    private long commits;
    private long failures;
    private Exception failure;

    public Committer(Consumer<byte[], byte[]> consumer, Commit commit, LongSupplier clock, CommitListener listener) {
        this.consumer = consumer;
        this.kind = commit.kind();
        this.mostRecords = commit.records().orElse(1);
        this.clock = clock;
        this.listener = listener;
    }

    /** Call with each poll's records before the first of them reaches the application. Blocks if it commits. */
    public void beforeDelivery(ConsumerRecords<byte[], byte[]> polled) {
        requireNoFailure();
        if (kind == Commit.Kind.BEFORE) {
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
                position(partition).after(records.get(records.size() - 1));
            }
            commitSync();
        }
    }

    /** Call after the application is done with {@code record}. Blocks if it commits. */
    public void delivered(ConsumerRecord<byte[], byte[]> record) {
        switch (kind) {
            case NONE, AUTO, BEFORE -> {
                return;
            }
            case BATCH_ASYNC, BATCH_SYNC -> note(record);
            case EVERY, RECORD_SYNC -> {
                note(record);
                if (++delivered == mostRecords) {
                    delivered = 0;
                    commitSync();
                }
            }
        }
    }

    /** Call after the last record of each poll. Blocks if it commits and waits. */
    public void afterDelivery() {
        requireNoFailure();
        switch (kind) {
            case BATCH_SYNC -> commitSync();
            case BATCH_ASYNC -> commitAsync();
            case NONE, AUTO, BEFORE, EVERY, RECORD_SYNC -> {
                return;
            }
        }
    }

    /**
     * Commits what was delivered and is not yet committed, waits for what is under way, and tells nobody of the former:
     * the early commit of a trial's end is not what a commit costs.
     */
    public void finish() {
        requireNoFailure();
        Map<TopicPartition, OffsetAndMetadata> open = take();
        if (!open.isEmpty() || inFlight > 0) {
            try {
                // Kafka runs the callbacks of all earlier commits first, even if there is nothing more to commit.
                consumer.commitSync(open);
            } catch (RebalanceInProgressException e) {
                // The next owners are given these records again, as after any commit that did not come to be.
                failures++;
            } catch (RuntimeException e) {
                throw failed(e);
            }
            requireNoFailure();
        }
    }

    /**
     * Forgets the positions of partitions that are no longer this consumer's: another member may already be further,
     * and would be set back. What they had uncommitted is delivered again.
     */
    public void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        latest = null;
    }

    /** Commits that the strategy asked for and Kafka granted. */
    public long commits() {
        return commits;
    }

    /** Commits that failed, those that a later one made good included. */
    public long failures() {
        return failures;
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (latest == null
                || latest.partition.partition() != record.partition()
                || !latest.partition.topic().equals(record.topic())) {
            latest = position(new TopicPartition(record.topic(), record.partition()));
        }
        latest.after(record);
    }

    private Position position(TopicPartition partition) {
        return positions.computeIfAbsent(partition, Position::new);
    }

    /** What is due, which is then due no more. */
    private Map<TopicPartition, OffsetAndMetadata> take() {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
        for (Position position : positions.values()) {
            if (position.due) {
                position.due = false;
                position.sent = new OffsetAndMetadata(position.next, position.leaderEpoch, "");
                taken.put(position.partition, position.sent);
            }
        }
        return taken;
    }

    private void commitSync() {
        Map<TopicPartition, OffsetAndMetadata> offsets = take();
        if (offsets.isEmpty()) {
            return;
        }
        long began = clock.getAsLong();
        try {
            consumer.commitSync(offsets);
        } catch (RebalanceInProgressException e) {
            if (kind == Commit.Kind.BEFORE) {
                throw failed(e);
            }
            failures++;
            dueAgain(offsets);
            return;
        } catch (RuntimeException e) {
            throw failed(e);
        }
        granted(began);
    }

    private void commitAsync() {
        Map<TopicPartition, OffsetAndMetadata> offsets = take();
        if (offsets.isEmpty()) {
            return;
        }
        inFlight++;
        long began = clock.getAsLong();
        consumer.commitAsync(offsets, (committed, exception) -> {
            inFlight--;
            if (exception == null) {
                granted(began);
                return;
            }
            failures++;
            if (exception instanceof RetriableException) {
                dueAgain(offsets);
            } else if (failure == null) {
                failure = exception;
            }
        });
    }

    private void granted(long began) {
        commits++;
        listener.committed(began, clock.getAsLong());
    }

    private void dueAgain(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            Position position = positions.get(partition);
            if (position != null && position.sent == offset) {
                position.due = true;
            }
        });
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new IllegalStateException("a position was not committed: " + failure, failure);
        }
    }

    private IllegalStateException failed(RuntimeException e) {
        failures++;
        return new IllegalStateException("a position was not committed: " + e, e);
    }
}
