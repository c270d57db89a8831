package org.guaranteebench.bench.takeover;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Whether a producer whose {@code transactional.id} another has taken over can still do harm. */
final class Fencing {
    private Fencing() {}

    /** Has it try to commit the transaction that it has open; false when it succeeds. */
    static boolean refusesCommit(Producer<byte[], byte[]> zombie) {
        return refuses(zombie::commitTransaction);
    }

    /** Has it try a transaction with one record; false when it succeeds. */
    static boolean refusesTransaction(Producer<byte[], byte[]> zombie, ProducerRecord<byte[], byte[]> record) {
        return refuses(() -> {
            zombie.beginTransaction();
            zombie.send(record);
            zombie.commitTransaction();
        });
    }

    /** Errors: {@link IllegalStateException} when something else went wrong, which would say nothing of fencing. */
    private static boolean refuses(Runnable harm) {
        try {
            harm.run();
            return false;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                // Coordinators say the one, leaders of partitions the other.
                if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                    return true;
                }
            }
            throw new IllegalStateException("a predecessor failed and was not fenced: " + e, e);
        }
    }
}
