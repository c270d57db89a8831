package org.guaranteebench.client;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.guaranteebench.grid.LogPlan;

/**
 * One of several writers of a {@link LogPlan}: of {@code writers} transactions in a row it writes its own one, whole. A
 * log without transactions has one writer.
 *
 * <p>One thread; the client's I/O thread reports failures.
 */
final class LogWriter {
    private final LogPlan plan;
    private final NumberedPayload payload;
    private final RateCap cap;
    private final int recordBytes;
    private final int writer;
    private final int writers;

    private volatile Exception failure;
    private final Callback callback = (metadata, exception) -> {
        if (exception != null && failure == null) {
            failure = exception;
        }
    };

    LogWriter(LogPlan plan, LogFormat format, String topic, RateCap cap, int writer, int writers) {
        this.plan = plan;
        this.payload = new NumberedPayload(topic, plan, format, writer);
        this.cap = cap;
        this.recordBytes = format.recordSize() + format.keySize();
        this.writer = writer;
        this.writers = writers;
    }

    /**
     * Writes this writer's share; when it returns, all of it is acknowledged. Blocks.
     *
     * <p>Errors: the exception of the first record that was not acknowledged, or Kafka's own of a transaction.
     */
    void write(Producer<byte[], byte[]> producer) throws Exception {
        if (plan.transactionSize() == 0) {
            send(producer, 0, plan.records());
            flush(producer);
            return;
        }
        producer.initTransactions();
        int transactions = plan.transaction(plan.records() - 1) + 1;
        for (int t = writer; t < transactions; t += writers) {
            int first = t * plan.transactionSize();
            producer.beginTransaction();
            send(producer, first, first + Math.min(plan.records() - first, plan.transactionSize()));
            if (plan.aborted(t)) {
                // An abort throws away what has not been sent yet; readers shall find it in the log.
                flush(producer);
                producer.abortTransaction();
            } else {
                producer.commitTransaction();
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            requireNoFailure();
            cap.await(recordBytes);
            producer.send(payload.record(i), callback);
        }
    }

    private void flush(Producer<byte[], byte[]> producer) throws Exception {
        producer.flush();
        requireNoFailure();
    }

    private void requireNoFailure() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }
}
