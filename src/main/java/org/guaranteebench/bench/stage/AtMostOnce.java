package org.guaranteebench.bench.stage;

import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Commits the position, then processes, then produces: nothing is done twice, and what fails or is under way in a crash
 * is gone.
 */
public final class AtMostOnce implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Unawaited results;
    private final LongSupplier clock;
    private final StageListener listener;

    public AtMostOnce(
            Consumer<byte[], byte[]> consumer, Unawaited results, LongSupplier clock, StageListener listener) {
        this.consumer = consumer;
        this.results = results;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public boolean advance() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (batch.isEmpty()) {
            return false;
        }
        long began = clock.getAsLong();
        consumer.commitSync(batch.nextOffsets());
        listener.committed(began, clock.getAsLong());
        results.of(batch);
        return true;
    }

    @Override
    public long finished() {
        return results.acknowledged();
    }
}
