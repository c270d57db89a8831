package org.guaranteebench.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.grid.LogPlan;

/**
 * Writes a {@link LogPlan} to a topic that exists and is empty. It is what readers are measured on, so it is written as
 * fast as may be and {@link LogCheck checked} before anyone reads it.
 *
 * <p>Not thread-safe.
 */
public final class PreloadedLog {
    /**
     * Each with its own transactional id and whole transactions. A transaction waits for answers most of its time, and
     * the next cannot start before its markers are written. Seen once with one broker on two cores, records of 1 KiB in
     * transactions of 100: 12 MB/s from one writer, 26 from eight, 55 from sixteen, 158 without transactions.
     */
    static final int TRANSACTIONAL_WRITERS = 16;

    /** An outage should fail the trial in its own time and not after Kafka's default two minutes. */
    private static final int DELIVERY_TIMEOUT_MS = 30_000;

    /** Batches are closed by their size; whatever is left is flushed. */
    private static final int LINGER_MS = 1000;

    private final ForkTarget target;
    private final LogPlan plan;
    private final LogFormat format;

    public PreloadedLog(ForkTarget target, LogPlan plan, LogFormat format) {
        this.target = target;
        this.plan = plan;
        this.format = format;
    }

    /**
     * Writes all of it and checks it. Blocks.
     *
     * <p>Errors: {@link IOException} in one line: not there, not empty, not written, or not as planned.
     */
    public void write() throws IOException {
        int transactions = plan.transaction(plan.records() - 1) + 1;
        LogCheck check = new LogCheck(target, plan);
        check.requireEmpty();
        write(plan.transactionSize() == 0 ? 1 : Math.min(TRANSACTIONAL_WRITERS, transactions));
        check.requirePlanned();
    }

    /** A log without transactions has one writer. */
    void write(int writers) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                LogWriter writer = new LogWriter(plan, format, target.topic(), cap(writers), w, writers);
                Map<String, Object> properties = properties(w);
                running.add(threads.submit(() -> {
                    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
                        writer.write(producer);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(target.topic() + " was not written: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(target.topic() + " was not written: interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private RateCap cap(int writers) {
        return new RateCap((double) target.mostBytesPerSecond() / writers, System::nanoTime);
    }

    private Map<String, Object> properties(int writer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        target.clientFile()
                .ifPresent(path -> properties.putAll(ClientFile.read(path).forClient()));
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrap());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "kgb-preload-" + writer);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        if (plan.transactionSize() > 0) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, target.transactionalId() + "-preload-" + writer);
        }
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, format.batchSize());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, format.compression());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        return properties;
    }
}
