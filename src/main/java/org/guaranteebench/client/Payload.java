package org.guaranteebench.client;

import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.guaranteebench.grid.Workload;

/**
 * Records made before the trial and sent in turn, so that making them costs the trial nothing.
 *
 * <p>Bytes are drawn from 64 values, six bits of entropy in eight: a compressor can win at most a quarter, as with
 * encoded text. There are so many records that no batch holds one twice, within the bounds of a fork's heap: 64 MiB or
 * a million records.
 *
 * <p>Not thread-safe; one per client thread.
 */
public final class Payload {
    private static final long FEWEST_BYTES = 4L * 1024 * 1024;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long MOST_RECORDS = 1_000_000;
    private static final int FEWEST_RECORDS = 16;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final ProducerRecord<byte[], byte[]>[] records;
    private int next;

    public Payload(String topic, Workload workload, long seed) {
        // Keys spread unevenly: twice what the open batches of all partitions hold.
        long bytes = 2L * workload.partitions() * workload.batchSize();
        long count = Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, bytes)) / (workload.recordSize() + workload.keySize());
        records = newArray((int) Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, count)));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < records.length; i++) {
            byte[] key = workload.keySize() == 0 ? null : bytes(random, workload.keySize());
            records[i] = new ProducerRecord<>(topic, key, bytes(random, workload.recordSize()));
        }
    }

    /** The next record with a {@link Stamp} at the beginning of its value. */
    public ProducerRecord<byte[], byte[]> next(long due, int thread, long number) {
        ProducerRecord<byte[], byte[]> record = next();
        Stamp.write(record.value(), due, thread, number);
        return record;
    }

    public ProducerRecord<byte[], byte[]> next() {
        ProducerRecord<byte[], byte[]> record = records[next];
        next = next + 1 == records.length ? 0 : next + 1;
        return record;
    }

    static byte[] bytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return bytes;
    }

    @SuppressWarnings("unchecked")
    private static ProducerRecord<byte[], byte[]>[] newArray(int length) {
        return (ProducerRecord<byte[], byte[]>[]) new ProducerRecord<?, ?>[length];
    }
}
