package org.guaranteebench.bench.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.guaranteebench.store.Result;

/**
 * At least once into a table where a row's key is the record's position: processes, stores the batch in one database
 * transaction, then commits the position to Kafka. What a crash makes it do again writes over what is there. Both
 * commits together make a batch final.
 */
public final class EffectivelyOnce implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Processing processing;
    private final ResultSink table;
    private final LongSupplier clock;
    private final StageListener listener;
    private final AtomicLong finished = new AtomicLong();

    public EffectivelyOnce(
            Consumer<byte[], byte[]> consumer,
            Processing processing,
            ResultSink table,
            LongSupplier clock,
            StageListener listener) {
        this.consumer = consumer;
        this.processing = processing;
        this.table = table;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public boolean advance() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (batch.isEmpty()) {
            return false;
        }
        List<Result> results = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            results.add(StoredBatch.result(record, processing.retried(record)));
        }
        long began = clock.getAsLong();
        try {
            table.upsert(results);
        } catch (SQLException e) {
            throw StoredBatch.refused(e);
        }
        long stored = clock.getAsLong();
        consumer.commitSync(batch.nextOffsets());
        listener.committed(began, clock.getAsLong());
        StoredBatch.tell(listener, results, stored);
        finished.addAndGet(results.size());
        return true;
    }

    @Override
    public long finished() {
        return finished.get();
    }
}
