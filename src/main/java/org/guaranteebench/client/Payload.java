package org.guaranteebench.client;

import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.guaranteebench.grid.Workload;

/**
 * Records made before the trial and sent in turn, so that making them costs the trial nothing.
 *
 * <p>Bytes are drawn from 64 values, six bits of entropy in eight: a compressor can win at most a quarter, as with
 * encoded text. Not thread-safe; one per client thread.
 */
public final class Payload {
    private static final int MOST_RECORDS = 4096;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final ProducerRecord<byte[], byte[]>[] records;
    private int next;

    public Payload(String topic, Workload workload, long seed) {
        int fitting = MOST_BYTES / (workload.recordSize() + workload.keySize());
        records = newArray(Math.max(16, Math.min(MOST_RECORDS, fitting)));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < records.length; i++) {
            byte[] key = workload.keySize() == 0 ? null : bytes(random, workload.keySize());
            records[i] = new ProducerRecord<>(topic, key, bytes(random, workload.recordSize()));
        }
    }

    public ProducerRecord<byte[], byte[]> next() {
        ProducerRecord<byte[], byte[]> record = records[next];
        next = next + 1 == records.length ? 0 : next + 1;
        return record;
    }

    private static byte[] bytes(SplittableRandom random, int size) {
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
