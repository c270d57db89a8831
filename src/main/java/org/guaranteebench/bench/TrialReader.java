package org.guaranteebench.bench;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.guaranteebench.client.ConsumerClose;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Reader;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Reads what the trial's producers send while they send it, in a thread of its own beside each of theirs, and tells how
 * long each record took from its intended send until {@code poll} returned it. The readers share out the partitions.
 *
 * <p>Its thread is metered with the producer's: its name ends like the producer's client id.
 */
final class TrialReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final Deliveries deliveries;
    private final Map<Integer, BitSet> seen = new HashMap<>();
    private final Thread thread;

    private final CountDownLatch started = new CountDownLatch(1);

    private volatile LongConsumer visible;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** Returns when it stands at the beginning of its partitions. */
    static TrialReader open(Cell cell, Workload workload, ThreadParams threads, Deliveries deliveries) {
        ForkTarget target = ForkTarget.ofThisJvm();
        int index = threads.getThreadIndex();
        Reader reader = Reader.of(cell, target.transactionalId());
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, index, workload.consumer());
        ConsumerConfiguration.requireEffective(properties, reader);
        List<TopicPartition> own = IntStream.range(0, workload.partitions())
                .filter(p -> p % threads.getThreadCount() == index)
                .mapToObj(p -> new TopicPartition(target.topic(), p))
                .toList();
        return new TrialReader(
                new KafkaConsumer<>(properties),
                own,
                properties.get(ConsumerConfig.CLIENT_ID_CONFIG) + " kgb-client-" + index,
                deliveries,
                PATIENCE);
    }

    /**
     * @param name of its thread
     * @param patience how long a record may stay out
     */
    TrialReader(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> own,
            String name,
            Deliveries deliveries,
            Duration patience) {
        this.consumer = consumer;
        this.deliveries = deliveries;
        this.patience = patience;
        consumer.assign(own);
        consumer.seekToBeginning(own);
        own.forEach(consumer::position);
        thread = new Thread(this::read, "reader of " + name);
        thread.setDaemon(true);
        // There before the recording looks which threads it meters.
        thread.start();
    }

    /** @param visible hears of each record's time in ns, in this reader's thread */
    void start(LongConsumer visible) {
        this.visible = visible;
        started.countDown();
    }

    private void read() {
        try {
            started.await();
            while (!closing) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    returned(Stamp.read(record.value()), now);
                }
            }
        } catch (WakeupException | InterruptedException e) {
            // The trial is over.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ConsumerClose.promptly(consumer);
        }
    }

    /** A copy, which only a producer without idempotence can make, is no second delivery. */
    private void returned(Stamp stamp, long now) {
        BitSet ofThread = seen.computeIfAbsent(stamp.thread(), t -> new BitSet());
        if (ofThread.get(stamp.number())) {
            return;
        }
        ofThread.set(stamp.number());
        if (!deliveries.unfinished(stamp.thread(), stamp.number())) {
            visible.accept(now - stamp.due());
        }
        deliveries.delivered(stamp.thread());
    }

    /**
     * Waits until all of a thread's records came back.
     *
     * <p>Errors: {@link IllegalStateException} in one line when some did not within a minute, or when reading failed.
     */
    void awaitAll(int ofThread, long sent) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (deliveries.deliveredOf(ofThread) < sent) {
            if (failure != null) {
                throw new IllegalStateException("the reader failed: " + failure, failure);
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(sent - deliveries.deliveredOf(ofThread) + " of " + sent
                        + " records were not returned by poll after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        closing = true;
        started.countDown();
        consumer.wakeup();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
