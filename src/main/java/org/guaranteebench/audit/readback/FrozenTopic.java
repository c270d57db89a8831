package org.guaranteebench.audit.readback;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Reader;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;

/**
 * A topic that is no longer written, up to the end offsets at which it was found. All of it is read, from offset 0, by
 * consumers that are told their partitions: no group and no stored position can hide anything.
 *
 * <p>Not thread-safe.
 */
public final class FrozenTopic {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String topic;
    private final List<TopicPartition> partitions;
    private final Duration patience;
    private final Function<Isolation, Consumer<byte[], byte[]>> consumers;
    private Map<TopicPartition, Long> ends = Map.of();

    private FrozenTopic(
            String topic, int partitions, Duration patience, Function<Isolation, Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        this.patience = patience;
        this.consumers = consumers;
    }

    /**
     * Waits until no transaction is open, and notes the end offsets. Blocks.
     *
     * @param patience for the last stable offset to reach the high watermark, and for each answer of a broker
     *     <p>Errors: {@link IOException} in one line that names both of every partition when it does not, or the start of
     *     a partition whose first records were deleted.
     */
    public static FrozenTopic freeze(ForkTarget target, int partitions, Duration patience) throws IOException {
        return freeze(
                target.topic(),
                partitions,
                patience,
                isolation -> new KafkaConsumer<>(ConsumerConfiguration.of(
                        target, Reader.assigned(isolation, GroupProtocol.CLASSIC), isolation.ordinal(), Map.of())));
    }

    static FrozenTopic freeze(
            String topic, int partitions, Duration patience, Function<Isolation, Consumer<byte[], byte[]>> consumers)
            throws IOException {
        FrozenTopic frozen = new FrozenTopic(topic, partitions, patience, consumers);
        try (Consumer<?, ?> all = consumers.apply(Isolation.READ_UNCOMMITTED);
                Consumer<?, ?> committed = consumers.apply(Isolation.READ_COMMITTED)) {
            frozen.ends = frozen.stableEnds(all, committed);
            frozen.requireWhole(all);
        } catch (KafkaException e) {
            throw frozen.unreadable(e);
        }
        return frozen;
    }

    private Map<TopicPartition, Long> stableEnds(Consumer<?, ?> all, Consumer<?, ?> committed) throws IOException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            // In this order: asked for after it, a high watermark that equals the last stable offset leaves no room for
            // a transaction that was open.
            Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
            Map<TopicPartition, Long> high = all.endOffsets(partitions);
            if (stable.equals(high)) {
                return Map.copyOf(high);
            }
            if (System.nanoTime() >= giveUp) {
                throw new IOException(topic + " is not at rest: its last stable offsets are " + told(stable)
                        + ", its high watermarks " + told(high) + ", after " + patience.toSeconds()
                        + " s; a transaction is open or somebody writes");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void requireWhole(Consumer<?, ?> all) throws IOException {
        Map<TopicPartition, Long> starts = all.beginningOffsets(partitions);
        if (starts.values().stream().anyMatch(start -> start > 0)) {
            throw new IOException(topic + " has lost its beginning to retention: it starts at " + told(starts));
        }
    }

    /**
     * Reads all of it and writes it down. Blocks.
     *
     * <p>Errors: {@link IOException} in one line: no answer for as long as the patience lasts, or the topic has grown.
     */
    public void readBack(Isolation isolation, long run, Path file) throws IOException {
        List<Long> offsets = partitions.stream().map(ends::get).toList();
        ReadBackHeader header = new ReadBackHeader(run, isolation.toString(), "topic " + topic, offsets);
        try (Consumer<byte[], byte[]> consumer = consumers.apply(isolation);
                ReadBackWriter writer = ReadBackWriter.create(file, header)) {
            for (TopicPartition partition : partitions) {
                read(consumer, partition, writer);
            }
            requireEnds(consumer.endOffsets(partitions));
            writer.finish();
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, TopicPartition partition, ReadBackWriter writer)
            throws IOException {
        long end = ends.get(partition);
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        long heardAt = System.nanoTime();
        // The position, because aborted records and markers move it and are never returned.
        for (long position = 0; position < end; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() >= end) {
                    throw grown();
                }
                writer.add(partition.partition(), record.offset(), record.value());
            }
            long now = consumer.position(partition);
            if (now > position) {
                position = now;
                heardAt = System.nanoTime();
            } else if (System.nanoTime() - heardAt >= patience.toNanos()) {
                throw new IOException(partition + " could not be read beyond " + position + " of " + end
                        + ": nothing for " + patience.toSeconds() + " s");
            }
        }
    }

    private void requireEnds(Map<TopicPartition, Long> now) throws IOException {
        if (!now.equals(ends)) {
            throw grown();
        }
    }

    private IOException grown() {
        return new IOException(topic + " has changed while it was read: it ended at " + told(ends));
    }

    private IOException unreadable(KafkaException e) {
        return new IOException(topic + " could not be read back: " + e, e);
    }

    /** Offsets in the order of the partitions. */
    private List<Long> told(Map<TopicPartition, Long> offsets) {
        return partitions.stream().map(offsets::get).toList();
    }
}
