package org.guaranteebench.bench.stage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Leaves the position to the client, which commits inside {@code poll}, when its timer has run out, what the poll before
 * returned: by then processed, but perhaps not yet acknowledged. A crash may lose records or repeat them.
 */
public final class AutoCommit implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Unawaited results;

    /** @param consumer with {@code enable.auto.commit} */
    public AutoCommit(Consumer<byte[], byte[]> consumer, Unawaited results) {
        this.consumer = consumer;
        this.results = results;
    }

    @Override
    public boolean advance() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        results.of(batch);
        return !batch.isEmpty();
    }

    @Override
    public long finished() {
        return results.acknowledged();
    }
}
