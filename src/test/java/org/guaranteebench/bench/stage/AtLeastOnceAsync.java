package org.guaranteebench.bench.stage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** At least once, as {@link AtLeastOnce}, but for the commit, which nobody waits for: a later one makes good a lost one. */
public final class AtLeastOnceAsync implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Processing processing;
    private final Output output;
    private final LongSupplier clock;
    private final StageListener listener;
    private final AtomicLong finished = new AtomicLong();

    public AtLeastOnceAsync(
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
        batch.forEach(record -> output.send(record, processing.retried(record)));
        output.flush();
        if (!batch.isEmpty()) {
            long began = clock.getAsLong();
            consumer.commitAsync(batch.nextOffsets(), (offsets, failure) -> {
                if (failure == null) {
                    listener.committed(began, clock.getAsLong());
                }
            });
        }
        finished.addAndGet(batch.count());
        return !batch.isEmpty();
    }

    @Override
    public long finished() {
        return finished.get();
    }
}
