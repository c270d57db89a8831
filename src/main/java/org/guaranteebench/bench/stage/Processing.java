package org.guaranteebench.bench.stage;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.client.Stamp;

/**
 * The application's part in a stage: takes time and fails as asked. A result is as large as its record and says, as that
 * did, when the record was due and which one it is.
 *
 * <p>Which records fail depends on their sequence alone, so that all stages meet the same ones; each fails once and then
 * never again. One thread; the counts may be read by any.
 */
public final class Processing {
    private static final int MILLE = 1000;

    /** Has no divisor in common with 1000: any 1000 records in a row hold all remainders, in no order that batches have. */
    private static final long SPREAD = 7919;

    private final RateCap cap;
    private final long nanos;
    private final int failures;
    private final BitSet failed = new BitSet();
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    /**
     * @param micros for which each attempt keeps its CPU
     * @param failures of 1000 records on which the first attempt throws
     * @param cap of what may be read, and therefore of what is written
     */
    public Processing(int micros, int failures, RateCap cap) {
        this.cap = cap;
        this.nanos = TimeUnit.MICROSECONDS.toNanos(micros);
        this.failures = failures;
    }

    /** For stages that must stop at a failure. */
    public byte[] once(ConsumerRecord<byte[], byte[]> record) throws ProcessingException {
        cap.await((record.key() == null ? 0 : record.key().length) + record.value().length);
        attempts.incrementAndGet();
        work();
        int sequence = Stamp.read(record.value()).number();
        if (failures > 0 && Math.floorMod(sequence * SPREAD, MILLE) < failures && !failed.get(sequence)) {
            failed.set(sequence);
            throw new ProcessingException(sequence);
        }
        return record.value();
    }

    /** For stages that have no second attempt: without a result the record is lost, and counted. */
    public Optional<byte[]> orSkipped(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(once(record));
        } catch (ProcessingException e) {
            skipped.incrementAndGet();
            return Optional.empty();
        }
    }

    /** For stages that try again on the spot. */
    public byte[] retried(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return once(record);
            } catch (ProcessingException e) {
                // Its position is not committed, so giving up would only postpone it.
            }
        }
    }

    /** Also those whose results were thrown away with an aborted batch. */
    public long attempts() {
        return attempts.get();
    }

    /** Records that never had a result. */
    public long skipped() {
        return skipped.get();
    }

    private void work() {
        if (nanos > 0) {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        }
    }
}
