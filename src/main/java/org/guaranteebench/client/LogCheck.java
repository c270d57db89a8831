package org.guaranteebench.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.LogPlan;

/** Whether a topic holds what a {@link LogPlan} says, for readers of either isolation level. */
final class LogCheck {
    private static final Duration POLL = Duration.ofMillis(500);

    /** For the markers of the last transactions, which brokers write after they have answered, and for silence. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final ForkTarget target;
    private final LogPlan plan;
    private final List<TopicPartition> partitions;

    LogCheck(ForkTarget target, LogPlan plan) {
        this.target = target;
        this.plan = plan;
        partitions = IntStream.range(0, plan.partitions())
                .mapToObj(p -> new TopicPartition(target.topic(), p))
                .toList();
    }

    /**
     * Waits until every partition's leader answers for it, and looks whether anything is there. Blocks.
     *
     * <p>An idempotent producer that is faster than the news of a new topic may lose its first batch: while the leader
     * refuses it, a later batch in flight is accepted as the first, and the first one never again (KAFKA-15591).
     */
    void requireEmpty() throws IOException {
        try (Consumer<byte[], byte[]> all = consumer(Isolation.READ_UNCOMMITTED)) {
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            if (ends.values().stream().anyMatch(end -> end > 0)) {
                throw new IOException(target.topic() + " is not empty: it ends at " + ends);
            }
        } catch (KafkaException e) {
            throw new IOException(target.topic() + " cannot be written yet: " + e, e);
        }
    }

    /**
     * Reads all of it with both isolation levels, after the last transaction's end has reached every partition. Blocks.
     *
     * <p>Errors: {@link IOException} in one line that names partition, expected and found number of records.
     */
    void requirePlanned() throws IOException {
        try (Consumer<byte[], byte[]> all = consumer(Isolation.READ_UNCOMMITTED);
                Consumer<byte[], byte[]> committed = consumer(Isolation.READ_COMMITTED)) {
            Map<TopicPartition, Long> ends = stableEnds(all, committed);
            requirePlanned(all, Isolation.READ_UNCOMMITTED, ends);
            requirePlanned(committed, Isolation.READ_COMMITTED, ends);
        } catch (KafkaException e) {
            throw new IOException(target.topic() + " could not be read back: " + e, e);
        }
    }

    private Consumer<byte[], byte[]> consumer(Isolation isolation) {
        Reader reader = Reader.assigned(isolation, GroupProtocol.CLASSIC);
        return new KafkaConsumer<>(ConsumerConfiguration.of(target, reader, isolation.ordinal(), Map.of()));
    }

    private Map<TopicPartition, Long> stableEnds(Consumer<?, ?> all, Consumer<?, ?> committed) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE;
        while (true) {
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
            if (ends.equals(stable)) {
                return ends;
            }
            if (System.nanoTime() > giveUp) {
                throw new IOException(target.topic() + " has open transactions: it ends at " + ends
                        + ", for readers of committed records at " + stable);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    void requirePlanned(Consumer<byte[], byte[]> consumer, Isolation isolation, Map<TopicPartition, Long> ends)
            throws IOException {
        int[] found = new int[plan.partitions()];
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        long heardAt = System.nanoTime();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            var polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                found[partition.partition()] += polled.records(partition).size();
            }
            if (!polled.isEmpty()) {
                heardAt = System.nanoTime();
            } else if (System.nanoTime() - heardAt > PATIENCE) {
                throw new IOException(target.topic() + " could not be read back: no records for 30 s");
            }
        }
        for (TopicPartition partition : partitions) {
            int expected = plan.readable(partition.partition(), isolation);
            if (found[partition.partition()] != expected) {
                throw new IOException(partition + ": expected " + expected + " records for a " + isolation
                        + " reader, found " + found[partition.partition()]);
            }
        }
    }
}
