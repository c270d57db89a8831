package org.guaranteebench.bench.stage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Processes, waits until all in-sync replicas have the results, then commits the position: nothing is lost, and what was
 * not committed in a crash is done again. Whether the producer is idempotent makes no difference here, and one on the
 * wire.
 */
public final class AtLeastOnce implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Processing processing;
    private final Output output;
    private final LongSupplier clock;
    private final StageListener listener;
    private final AtomicLong finished = new AtomicLong();

    /** @param output whose producer has {@code acks=all} */
    public AtLeastOnce(
            Consumer<byte[], byte[]> consumer,
            Processing processing,
            Output output,
            LongSupplier clock,
            StageListener listener) {
        this.consumer = consumer;
        this.processing = processing;
        this.output = output;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public boolean advance() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (batch.isEmpty()) {
            return false;
        }
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            output.send(record, processing.retried(record));
        }
        output.flush();
        long began = clock.getAsLong();
        consumer.commitSync(batch.nextOffsets());
        listener.committed(began, clock.getAsLong());
        finished.addAndGet(batch.count());
        return true;
    }

    @Override
    public long finished() {
        return finished.get();
    }
}
