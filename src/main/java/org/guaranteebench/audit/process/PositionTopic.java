package org.guaranteebench.audit.process;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a transactional source keeps how far it has come: in a topic of one partition, by a record in the same
 * transaction as its messages. It is what Kafka Connect does for source connectors with exactly-once support (KIP-618).
 *
 * @param topic of this source alone
 */
record PositionTopic(String topic) {
    private static final int PARTITION = 0;
    private static final Duration POLL = Duration.ofMillis(100);

    /** @param next sequence of the next message, once the transaction is committed */
    ProducerRecord<byte[], byte[]> committing(long next) {
        byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
        return new ProducerRecord<>(topic, PARTITION, null, value);
    }

    /**
     * The position that was committed last; empty when none was. Blocks until all is read. To be asked for after {@code
     * initTransactions}, which has ended what a predecessor left open.
     *
     * @param consumer a reader of committed records, without a group
     */
    OptionalLong read(Consumer<byte[], byte[]> consumer) {
        TopicPartition partition = new TopicPartition(topic, PARTITION);
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        OptionalLong last = OptionalLong.empty();
        // The position, because aborted records and markers move it and are never returned.
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                last = OptionalLong.of(ByteBuffer.wrap(record.value()).getLong());
            }
        }
        return last;
    }
}
