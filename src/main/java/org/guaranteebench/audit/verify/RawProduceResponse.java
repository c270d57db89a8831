package org.guaranteebench.audit.verify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a Produce response for a single partition says, read without Kafka's code. Source of the layout: {@code
 * ProduceResponse.json} and {@code ResponseHeader.json} of Kafka.
 *
 * @param correlation the request's number
 * @param error Kafka's number, 0 for none, {@value #UNREADABLE} for what is no such response
 */
record RawProduceResponse(int correlation, int error) {
    private static final int UNREADABLE = Integer.MIN_VALUE;
    private static final int FIRST_FLEXIBLE = 9;
    private static final int FIRST_WITH_TOPIC_IDS = 13;
    private static final int TOPIC_ID_BYTES = 16;

    /** @param hex from the correlation id on */
    static RawProduceResponse read(String hex, int version) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            int correlation = bytes.getInt();
            boolean flexible = version >= FIRST_FLEXIBLE;
            boolean plain = !flexible || bytes.get() == 0;
            int topics = length(bytes, flexible);
            skip(
                    bytes,
                    version >= FIRST_WITH_TOPIC_IDS
                            ? TOPIC_ID_BYTES
                            : flexible ? length(bytes, true) : bytes.getShort());
            int partitions = length(bytes, flexible);
            bytes.getInt();
            int error = bytes.getShort();
            return new RawProduceResponse(correlation, plain && topics == 1 && partitions == 1 ? error : UNREADABLE);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new RawProduceResponse(-1, UNREADABLE);
        }
    }

    private static int length(ByteBuffer bytes, boolean flexible) {
        if (!flexible) {
            return bytes.getInt();
        }
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = bytes.get();
            value |= (group & 0x7f) << shift;
            if (group >= 0) {
                return value - 1;
            }
        }
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }
}
