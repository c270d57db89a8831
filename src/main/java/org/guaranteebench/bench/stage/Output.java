package org.guaranteebench.bench.stage;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where a stage sends its results: a producer, a topic, and what became of the records. One thread sends; the client's
 * I/O thread counts.
 */
public final class Output {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile Exception failure;

    private final Callback noted = (metadata, exception) -> {
        if (exception == null) {
            acknowledged.incrementAndGet();
        } else {
            failure = exception;
        }
    };

    public Output(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * With the source's key; its answer is noted.
     *
     * <p>Errors: {@link IllegalStateException} when an earlier one was not acknowledged.
     */
    void send(ConsumerRecord<byte[], byte[]> source, byte[] result) {
        requireNoFailure();
        send(source, result, noted);
    }

    /** In a transaction, whose commit says whether it was written, and whose abort is no failure. */
    void sendInTransaction(ConsumerRecord<byte[], byte[]> source, byte[] result) {
        send(source, result, null);
    }

    private void send(ConsumerRecord<byte[], byte[]> source, byte[] result, Callback callback) {
        producer.send(new ProducerRecord<>(topic, source.key(), result), callback);
    }

    /** Waits for all answers, without waiting for linger. */
    void flush() {
        producer.flush();
        requireNoFailure();
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Of those whose answers are noted. */
    long acknowledged() {
        return acknowledged.get();
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new IllegalStateException("a result was not acknowledged: " + failure, failure);
        }
    }
}
