package org.guaranteebench.bench.stage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Results and position in one Kafka transaction per batch. A record that fails takes its whole batch with it: the
 * transaction is aborted and the consumer goes back to where the batch began.
 */
public final class ExactlyOnce implements Stage {
    private final Consumer<byte[], byte[]> consumer;
    private final Processing processing;
    private final Output output;
    private final LongSupplier clock;
    private final StageListener listener;
    private final AtomicLong finished = new AtomicLong();

    /** @param output whose producer is transactional and initialised */
    public ExactlyOnce(
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
        Producer<byte[], byte[]> producer = output.producer();
        producer.beginTransaction();
        try {
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                output.sendInTransaction(record, processing.once(record));
            }
        } catch (ProcessingException e) {
            producer.abortTransaction();
            rewind(batch);
            return true;
        }
        long began = clock.getAsLong();
        // With the group's metadata, by which the coordinator refuses a member that has lost its partitions.
        producer.sendOffsetsToTransaction(batch.nextOffsets(), consumer.groupMetadata());
        producer.commitTransaction();
        listener.committed(began, clock.getAsLong());
        finished.addAndGet(batch.count());
        return true;
    }

    private void rewind(ConsumerRecords<byte[], byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            consumer.seek(partition, batch.records(partition).get(0).offset());
        }
    }

    @Override
    public long finished() {
        return finished.get();
    }
}
