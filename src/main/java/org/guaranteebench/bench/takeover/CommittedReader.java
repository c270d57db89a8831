package org.guaranteebench.bench.takeover;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Reader;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Workload;

/**
 * Reads committed records in a thread of its own, says when each was there, and counts what should not be. Records are
 * told apart by the stamps of {@link Succession}.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** The last stable offset has nothing to wait for when this is asked for. */
    private static final long PATIENCE_SECONDS = 20;

    private final Consumer<byte[], byte[]> consumer;
    private final long patienceNanos;
    private final Map<Integer, Long> readAt = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::read, "reader of committed records");

    private volatile long duplicated;
    private volatile long aborted;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** Returns when it stands at the beginning of all partitions. */
    public static CommittedReader open(ForkTarget target, Workload workload) {
        Reader reader = Reader.assigned(Isolation.READ_COMMITTED, GroupProtocol.CLASSIC);
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, 0, workload.consumer());
        ConsumerConfiguration.requireEffective(properties, reader);
        List<TopicPartition> partitions = IntStream.range(0, workload.partitions())
                .mapToObj(p -> new TopicPartition(target.topic(), p))
                .toList();
        return new CommittedReader(
                new KafkaConsumer<>(properties), partitions, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    }

    /** @param patienceNanos how long a record may stay out */
    CommittedReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long patienceNanos) {
        this.consumer = consumer;
        this.patienceNanos = patienceNanos;
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closing) {
                var polled = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    returned(Stamp.read(record.value()), now);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Only the reading thread writes the counts. */
    private void returned(Stamp stamp, long now) {
        if (stamp.thread() == Succession.NEVER_COMMITTED) {
            aborted = aborted + 1;
        } else if (readAt.putIfAbsent(stamp.number(), now) != null) {
            duplicated = duplicated + 1;
        }
    }

    /**
     * Waits for a record.
     *
     * <p>Errors: {@link IllegalStateException} in one line when it does not come, or reading failed.
     *
     * @return when the {@code poll} had returned that brought it, ns
     */
    public long await(int number) {
        long giveUp = System.nanoTime() + patienceNanos;
        while (true) {
            Long at = readAt.get(number);
            if (at != null) {
                return at;
            }
            if (failure != null) {
                throw new IllegalStateException("committed records could not be read: " + failure, failure);
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("committed record " + number + " was not read within "
                        + TimeUnit.NANOSECONDS.toSeconds(patienceNanos) + " s");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** Different committed records so far. */
    public long seen() {
        return readAt.size();
    }

    /** Of them, those that came more than once. */
    public long duplicated() {
        return duplicated;
    }

    /** Records that came although their transaction was never committed. */
    public long aborted() {
        return aborted;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
