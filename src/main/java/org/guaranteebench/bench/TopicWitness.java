package org.guaranteebench.bench;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.client.Reader;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;

/** Reads the output topic from its beginning, in a thread of its own, and ticks off source records. */
final class TopicWitness implements Witness {
    private static final Duration POLL = Duration.ofMillis(100);

    /** For results that are final and on their way; a commit's markers follow its answer. */
    private static final long PATIENCE_SECONDS = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RateCap cap;
    private final List<TopicPartition> partitions;
    private final ObjLongConsumer<Stamp> seenAt;
    private final BitSet ticked = new BitSet();
    private final Thread thread = new Thread(this::read, "witness of results");

    private long results;
    private volatile long seen;
    private volatile boolean last;
    private volatile Throwable failure;

    /**
     * Starts reading at once.
     *
     * @param isolation what a reader of the results must read, given how they are written
     * @param seenAt hears in the reading thread of each source record's first result, with the time
     */
    TopicWitness(Isolation isolation, int partitions, ObjLongConsumer<Stamp> seenAt) {
        ForkTarget target = ForkTarget.ofThisJvm();
        this.seenAt = seenAt;
        cap = target.share(1);
        Reader reader = Reader.assigned(isolation, GroupProtocol.CLASSIC);
        // The next index after the stage's consumer.
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, 1, Map.of());
        ConsumerConfiguration.requireEffective(properties, reader);
        consumer = new KafkaConsumer<>(properties);
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(target.outTopic(), p))
                .toList();
        consumer.assign(this.partitions);
        consumer.seekToBeginning(this.partitions);
        this.partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!last) {
                tick(consumer.poll(POLL));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                tick(consumer.poll(POLL));
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void tick(ConsumerRecords<byte[], byte[]> polled) {
        long now = System.nanoTime();
        long more = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            cap.await(record.serializedKeySize() + record.serializedValueSize());
            Stamp stamp = Stamp.read(record.value());
            results++;
            if (!ticked.get(stamp.number())) {
                ticked.set(stamp.number());
                more++;
                seenAt.accept(stamp, now);
            }
        }
        // Only this thread writes.
        seen = seen + more;
    }

    @Override
    public long seen() {
        if (failure != null) {
            throw new IllegalStateException("the results could not be read: " + failure, failure);
        }
        return seen;
    }

    @Override
    public Account account(long source, long skipped) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (seen() < source - skipped && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(200_000);
        }
        last = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the end of the results was not reached in " + PATIENCE_SECONDS + " s");
        }
        return new Account(source, results, source - seen(), results - seen(), skipped);
    }
}
