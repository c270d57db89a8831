package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.guaranteebench.grid.LogPlan;
import org.junit.jupiter.api.Test;

class NumberedPayloadTest {
    private static final LogPlan PLAN = new LogPlan(3, 1000, 0, 0);

    /** What a record carries to say which it is. */
    static int number(byte[] bytes) {
        return Math.toIntExact(ByteBuffer.wrap(bytes).getLong());
    }

    private static NumberedPayload payload(int recordSize, int keySize) {
        return new NumberedPayload("topic", PLAN, new LogFormat(recordSize, keySize, 16_384, "none"), 1);
    }

    @Test
    void valueAndKeySayWhichRecordItIs() {
        ProducerRecord<byte[], byte[]> record = payload(100, 16).record(259);

        assertThat(record.topic()).isEqualTo("topic");
        assertThat(record.partition()).isEqualTo(1);
        assertThat(record.value()).hasSize(100).startsWith(0, 0, 0, 0, 0, 0, 1, 3);
        assertThat(record.key()).hasSize(16).startsWith(0, 0, 0, 0, 0, 0, 1, 3);
    }

    @Test
    void aShortKeyHasNoRoomForTheNumberAndAnEmptyOneIsNone() {
        assertThat(payload(100, 7).record(1).key()).hasSize(7).doesNotContain(0);
        assertThat(payload(100, 0).record(1).key()).isNull();
    }

    @Test
    void theRestIsTheSameKindOfTextAsInOtherTrialsAndDiffersFromRecordToRecord() {
        NumberedPayload payload = payload(100, 16);
        String first = rest(payload.record(1));
        String second = rest(payload.record(2));

        assertThat(first).matches("[A-Za-z0-9+/]{92}").isNotEqualTo(second);
    }

    @Test
    void aPoolOfLargeRecordsComesRoundOnlyAfterSixteen() {
        NumberedPayload payload = payload(1_000_000, 0);
        byte[] first = payload.record(0).value();
        for (int i = 1; i < 16; i++) {
            assertThat(payload.record(i).value()).isNotSameAs(first);
        }
        assertThat(payload.record(16).value()).isSameAs(first);
        assertThat(number(first)).isEqualTo(16);
    }

    private static String rest(ProducerRecord<byte[], byte[]> record) {
        return new String(
                Arrays.copyOfRange(record.value(), Long.BYTES, record.value().length), StandardCharsets.US_ASCII);
    }
}
