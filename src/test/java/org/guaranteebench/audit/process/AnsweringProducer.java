package org.guaranteebench.audit.process;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client whose answers come by a thread of its own, as Kafka's do. */
final class AnsweringProducer extends MockProducer<byte[], byte[]> {
    private static final int SEQUENCE = 20;

    final Map<Long, RuntimeException> failures = new HashMap<>();
    private final Map<Long, RuntimeException> refusals = new HashMap<>();
    final AtomicInteger sends = new AtomicInteger();
    private final ExecutorService network = Executors.newSingleThreadExecutor();
    private LongConsumer onSend = sequence -> {};

    AnsweringProducer() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param sequence or −1 for what is no message */
    private static long sequence(ProducerRecord<byte[], byte[]> record) {
        return record.value().length > Long.BYTES
                ? ByteBuffer.wrap(record.value()).getLong(SEQUENCE)
                : -1;
    }

    /** @param watcher hears of every message before the client takes it */
    void onSend(LongConsumer watcher) {
        onSend = watcher;
    }

    /** As Kafka's client refuses a record: it calls back before it returns. */
    void refuse(long sequence, RuntimeException reason) {
        refusals.put(sequence, reason);
    }

    /** The network does this before any further answer. */
    void first(Runnable task) {
        network.execute(task);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        long sequence = sequence(record);
        onSend.accept(sequence);
        RuntimeException refusal = refusals.get(sequence);
        if (refusal != null) {
            callback.onCompletion(null, refusal);
            return CompletableFuture.failedFuture(refusal);
        }
        // The source's array is the next message's as soon as this returns.
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value().clone());
        Future<RecordMetadata> future = super.send(copy, callback);
        network.execute(() -> answer(failures.get(sequence)));
        sends.incrementAndGet();
        return future;
    }

    private void answer(RuntimeException failure) {
        if (failure == null) {
            completeNext();
        } else {
            errorNext(failure);
        }
    }

    @Override
    public void flush() {
        if (Thread.holdsLock(this)) {
            // On behalf of a commit, when all have their answers.
            return;
        }
        try {
            network.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        network.shutdownNow();
    }
}
