package org.guaranteebench.audit.process;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.Parsed;
import org.guaranteebench.audit.payload.PayloadCodec;

/**
 * Where a stage's results go, with all that its ledger must know of it. A result is the same message, in an attempt of
 * this process. One thread; answers come on the client's own.
 */
final class StageOutput {
    private final Producer<byte[], byte[]> producer;
    private final StageJob.Output target;
    private final int incarnation;
    private final PayloadCodec codec;
    private final LedgerWriter ledger;
    private long begun;
    private long transaction = AuditRecord.NO_TRANSACTION;
    /** Also what could not be noted, for the client only logs what a callback throws. */
    private volatile RuntimeException failure;

    StageOutput(
            Producer<byte[], byte[]> producer,
            StageJob.Output target,
            int incarnation,
            AuditKey key,
            LedgerWriter ledger) {
        this.producer = producer;
        this.target = target;
        this.incarnation = incarnation;
        this.ledger = ledger;
        codec = new PayloadCodec(key);
    }

    /** Number of the transaction that is open from now on. */
    long begin() {
        producer.beginTransaction();
        transaction = begun++;
        return transaction;
    }

    /** Errors: {@link IllegalStateException} for a record that no source of this twin has made. */
    void send(ConsumerRecord<byte[], byte[]> source) {
        AuditRecord message = genuine(source);
        AuditRecord result = new AuditRecord(
                message.run(),
                message.producer(),
                incarnation,
                message.sequence(),
                transaction,
                transaction == AuditRecord.NO_TRANSACTION ? Fate.NONE : Fate.COMMIT);
        byte[] value = source.value().clone();
        codec.write(result, value);
        int partition = (int) (result.sequence() % target.partitions());
        ledger.intent(result);
        producer.send(
                new ProducerRecord<>(target.topic(), partition, null, value),
                (metadata, refusal) -> answered(result, metadata, refusal));
    }

    private AuditRecord genuine(ConsumerRecord<byte[], byte[]> source) {
        Parsed parsed = codec.parse(source.value());
        if (parsed instanceof Parsed.Genuine genuine) {
            return genuine.record();
        }
        throw new IllegalStateException(
                "input at " + source.partition() + "@" + source.offset() + ": " + ((Parsed.Foreign) parsed).reason());
    }

    private void answered(AuditRecord result, RecordMetadata metadata, Exception refusal) {
        try {
            if (refusal == null) {
                ledger.acked(result, metadata.partition(), metadata.offset());
            } else {
                ledger.unknown(result);
                failure = new KafkaException("a result was not acknowledged: " + refusal, refusal);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * Waits until all results are acknowledged.
     *
     * <p>Errors: {@link KafkaException} when one is not; {@link java.io.UncheckedIOException} when an answer could not
     * be noted.
     */
    void flush() {
        producer.flush();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Puts positions into the transaction.
     *
     * <p>Errors: {@link CommitFailedException} when the group has gone on without this member.
     */
    void include(Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(positions, group);
    }

    /** Errors: Kafka's {@link KafkaException}, after which it is open whether it was committed. */
    void commit() {
        ledger.committing(transaction);
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            ledger.unknown(transaction);
            throw e;
        }
        ledger.committed(transaction);
    }

    /** Only of a transaction whose commit was never asked for: should this fail, it is aborted all the same. */
    void abort() {
        producer.abortTransaction();
        ledger.aborted(transaction);
    }
}
