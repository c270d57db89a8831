package org.guaranteebench.bench.rebalance;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.client.Committer;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.Commit;

/**
 * A member of a group with a thread of its own: polls, hands records over and commits as asked, until it is told to
 * leave, which it does in good order. It commits nothing when partitions are taken from it, nor when it leaves: what its
 * strategy has not committed by then, the next owner is given again.
 */
final class GroupMember {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_SECONDS = 30;

    private final int number;
    private final Consumer<byte[], byte[]> consumer;
    private final Committer committer;
    private final Ownership ownership;
    private final Arrivals arrivals;
    private final RateCap cap;
    private final LongSupplier clock;
    private final Thread thread;

    private volatile boolean leaving;
    private volatile Throwable failure;

    /** Is not yet a member. */
    GroupMember(
            int number,
            Consumer<byte[], byte[]> consumer,
            Commit commit,
            Ownership ownership,
            Arrivals arrivals,
            RateCap cap,
            LongSupplier clock) {
        this.number = number;
        this.consumer = consumer;
        this.committer = new Committer(consumer, commit, clock, (began, ended) -> {});
        this.ownership = ownership;
        this.arrivals = arrivals;
        this.cap = cap;
        this.clock = clock;
        thread = new Thread(this::read, "member " + number);
        thread.setDaemon(true);
    }

    /** Returns at once. */
    void join(String topic) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                ownership.assigned(number, partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                committer.forget(partitions);
                ownership.revoked(number, partitions);
            }
        });
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!leaving) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                long now = clock.getAsLong();
                if (!polled.isEmpty()) {
                    process(polled, now);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void process(ConsumerRecords<byte[], byte[]> polled, long now) {
        committer.beforeDelivery(polled);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            arrivals.delivered(record.partition(), Stamp.read(record.value()), now);
            committer.delivered(record);
            cap.await(record.serializedKeySize() + record.serializedValueSize());
        }
        committer.afterDelivery();
    }

    /** Asks it to leave; returns at once. */
    void leave() {
        leaving = true;
    }

    /** Errors: {@link IllegalStateException} in one line when it is still there, or failed. */
    void awaitGone() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireNoFailure();
        if (thread.isAlive()) {
            throw new IllegalStateException("member " + number + " did not leave within " + PATIENCE_SECONDS + " s");
        }
    }

    void requireNoFailure() {
        if (failure != null) {
            throw new IllegalStateException("member " + number + " failed: " + failure, failure);
        }
    }
}
