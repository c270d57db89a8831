package org.guaranteebench.client;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.LogPlan;

/**
 * Reads a finite log again and again as a member of a group: each partition that it is given from its beginning, and
 * from there once more when it reaches the end, so that there is always something to read. Every pass over a partition
 * must yield exactly the records that the plan says; what is missing or too many fails the trial.
 *
 * <p>The end is where the reader's isolation level puts it, the last stable offset for {@code read_committed}, and is
 * asked for once: nobody writes to the log any more. It is reached by position and not by records, because markers and
 * the records of aborted transactions take offsets, too. The position is the client's own memory, no request.
 *
 * <p>The positions that the group stores therefore jump back with every pass and are no use for resuming.
 *
 * <p>One thread, the consumer's.
 */
public final class Replay {
    /**
     * What a replaying consumer needs besides: a fetch at a partition's end is under way before anyone can seek, and the
     * broker holds it back for Kafka's default of 500 ms, with every other partition of that broker behind it. A log of
     * one partition and 30,000 records was read at 60,000 records/s with the default and at 400,000 without the wait.
     * There is always something to read, so nothing else ever waits.
     */
    public static final Map<String, String> SETTINGS = Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "0");

    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(30);

    /** One partition from its beginning to its end. */
    private static final class Pass {
        private final TopicPartition partition;
        private final long end;
        private final int expected;
        private int read;

        Pass(TopicPartition partition, long end, int expected) {
            this.partition = partition;
            this.end = end;
            this.expected = expected;
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier clock;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Pass> passes = new LinkedHashMap<>();
    private final LogPlan plan;
    private final Isolation isolation;

    private long heardAt;
    private long completed;

    /**
     * Asks where the log ends and subscribes to it; partitions come with later polls.
     *
     * @param isolation the consumer's own
     * @param clock ns
     * @param revoked hears of partitions that are taken away, for a {@link Committer} to forget
     */
    public Replay(
            Consumer<byte[], byte[]> consumer,
            String topic,
            LogPlan plan,
            Isolation isolation,
            LongSupplier clock,
            java.util.function.Consumer<Collection<TopicPartition>> revoked) {
        this.consumer = consumer;
        this.plan = plan;
        this.isolation = isolation;
        this.clock = clock;
        heardAt = clock.getAsLong();
        ends = consumer.endOffsets(IntStream.range(0, plan.partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList());
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                partitions.forEach(Replay.this::begin);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                revoked.accept(partitions);
                partitions.forEach(passes::remove);
            }
        });
    }

    /**
     * The next records, in batches as the client hands them out; possibly none.
     *
     * <p>Errors: {@link IllegalStateException} in one line when a pass had another number of records than planned, or
     * when there was nothing to read for half a minute.
     */
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
        for (TopicPartition partition : polled.partitions()) {
            passes.get(partition).read += polled.records(partition).size();
        }
        for (Pass pass : passes.values()) {
            if (consumer.position(pass.partition) >= pass.end) {
                finish(pass);
            }
        }
        requireNews(polled);
        return polled;
    }

    /** Partitions that are this member's now and have something in them. */
    public int partitions() {
        return passes.size();
    }

    /** Partitions read from beginning to end so far, each as often as it was. */
    public long passes() {
        return completed;
    }

    /** Wherever the group says it was: a pass is a whole one. */
    private void begin(TopicPartition partition) {
        consumer.seek(partition, 0);
        if (ends.get(partition) > 0) {
            int expected = plan.readable(partition.partition(), isolation);
            passes.put(partition, new Pass(partition, ends.get(partition), expected));
        }
    }

    private void finish(Pass pass) {
        if (pass.read != pass.expected) {
            throw new IllegalStateException(pass.partition + " up to offset " + pass.end + " held " + pass.read
                    + " records for a " + isolation + " reader, planned were " + pass.expected);
        }
        completed++;
        pass.read = 0;
        consumer.seek(pass.partition, 0);
    }

    private void requireNews(ConsumerRecords<byte[], byte[]> polled) {
        if (!polled.isEmpty()) {
            heardAt = clock.getAsLong();
        } else if (clock.getAsLong() - heardAt > LONGEST_SILENCE) {
            throw new IllegalStateException("no records for " + TimeUnit.NANOSECONDS.toSeconds(LONGEST_SILENCE)
                    + " s, of partitions " + passes.keySet());
        }
    }
}
