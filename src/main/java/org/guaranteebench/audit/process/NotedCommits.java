package org.guaranteebench.audit.process;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditRecord;

/** Notes the positions that a consumer commits by its own timer, of which nobody else hears. Made by Kafka's client. */
public final class NotedCommits implements ConsumerInterceptor<byte[], byte[]> {
    /** Consumer property that holds the {@link LedgerWriter}. */
    static final String LEDGER = "kgb.ledger";

    private LedgerWriter ledger;

    @Override
    public void configure(Map<String, ?> properties) {
        ledger = (LedgerWriter) properties.get(LEDGER);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> positions) {
        positions.forEach((partition, position) ->
                ledger.position(partition.partition(), position.offset(), AuditRecord.NO_TRANSACTION));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void close() {
        // The ledger outlives the consumer.
    }
}
