package org.guaranteebench.bench.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.store.Advance;
import org.guaranteebench.store.Result;

/**
 * Results and position in one transaction of a database, and nothing committed to Kafka: whoever is assigned a partition
 * seeks to the position in the store. A record that fails takes its whole batch with it, of which nothing is stored yet.
 */
public final class ExactlyOnceExternal implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Processing processing;
    private final PositionSink store;
    private final LongSupplier clock;
    private final StageListener listener;

    /** The position before the next batch, which this consumer must know itself: read at commit time it fences nobody. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final AtomicLong finished = new AtomicLong();

    public ExactlyOnceExternal(
            Consumer<byte[], byte[]> consumer,
            Processing processing,
            PositionSink store,
            LongSupplier clock,
            StageListener listener) {
        this.consumer = consumer;
        this.processing = processing;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
    }

    /** Errors: {@link IllegalStateException} when the store cannot be read, or knows no such partition. */
    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        try {
            Map<Integer, Long> stored = store.positions();
            for (TopicPartition partition : partitions) {
                Long position = stored.get(partition.partition());
                if (position == null) {
                    throw new IllegalStateException("the store has no position for " + partition);
                }
                positions.put(partition, position);
                consumer.seek(partition, position);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("positions could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean advance() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (batch.isEmpty()) {
            return false;
        }
        List<Result> results = new ArrayList<>(batch.count());
        try {
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                results.add(StoredBatch.result(record, processing.once(record)));
            }
        } catch (ProcessingException e) {
            batch.partitions().forEach(partition -> consumer.seek(partition, positions.get(partition)));
            return true;
        }
        List<Advance> advances = new ArrayList<>();
        batch.nextOffsets()
                .forEach((partition, next) ->
                        advances.add(new Advance(partition.partition(), positions.get(partition), next.offset())));
        long began = clock.getAsLong();
        try {
            store.commit(results, advances);
        } catch (SQLException e) {
            throw StoredBatch.refused(e);
        }
        long ended = clock.getAsLong();
        batch.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
        listener.committed(began, ended);
        StoredBatch.tell(listener, results, ended);
        finished.addAndGet(results.size());
        return true;
    }

    @Override
    public long finished() {
        return finished.get();
    }
}
