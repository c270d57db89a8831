package org.guaranteebench.client;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.guaranteebench.grid.LogPlan;

/**
 * The records of a {@link LogPlan}: bytes like {@link Payload}'s, and the record's number in the first eight of its
 * value, big-endian, and of its key if that has room for it.
 *
 * <p>The arrays are used over and over: a record is to be sent, which copies it, before the pool comes round. Not
 * thread-safe.
 */
final class NumberedPayload {
    private static final int POOL_BYTES = 4 * 1024 * 1024;
    private static final int FEWEST = 16;
    private static final int MOST = 65_536;

    private final String topic;
    private final LogPlan plan;
    private final byte[][] keys;
    private final byte[][] values;
    private int next;

    NumberedPayload(String topic, LogPlan plan, LogFormat format, long seed) {
        this.topic = topic;
        this.plan = plan;
        int count = Math.max(FEWEST, Math.min(MOST, POOL_BYTES / (format.recordSize() + format.keySize())));
        SplittableRandom random = new SplittableRandom(seed);
        keys = new byte[count][];
        values = new byte[count][];
        for (int i = 0; i < count; i++) {
            keys[i] = format.keySize() == 0 ? null : Payload.bytes(random, format.keySize());
            values[i] = Payload.bytes(random, format.recordSize());
        }
    }

    ProducerRecord<byte[], byte[]> record(int number) {
        byte[] key = keys[next];
        byte[] value = values[next];
        next = next + 1 == values.length ? 0 : next + 1;
        ByteBuffer.wrap(value).putLong(number);
        if (key != null && key.length >= Long.BYTES) {
            ByteBuffer.wrap(key).putLong(number);
        }
        return new ProducerRecord<>(topic, plan.partition(number), key, value);
    }
}
