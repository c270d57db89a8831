package org.guaranteebench.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.guaranteebench.client.RateCap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessingTest {
    private static ConsumerRecord<byte[], byte[]> record(int sequence) {
        return new ConsumerRecord<>("in", 0, sequence, null, Clients.value(sequence));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 500})
    void ofAny1000RecordsInARowAsManyFailAsWereAskedFor(int failures) {
        for (int from : new int[] {0, 137, 999_001}) {
            Processing processing = new Processing(0, failures, RateCap.NONE);
            for (int i = 0; i < 1000; i++) {
                processing.orSkipped(record(from + i));
            }
            assertThat(processing.skipped()).isEqualTo(failures);
        }
    }

    @Test
    void aRecordFailsOnceAndNeverAgain() throws ProcessingException {
        Processing processing = new Processing(0, 1, RateCap.NONE);
        assertThatThrownBy(() -> processing.once(record(0)))
                .isInstanceOf(ProcessingException.class)
                .hasMessage("record 0 could not be processed");
        assertThat(processing.once(record(0))).isEqualTo(Clients.value(0));
        assertThat(processing.attempts()).isEqualTo(2);
    }

    @Test
    void everyAttemptTakesItsTime() {
        Processing processing = new Processing(2_000, 1, RateCap.NONE);
        long began = System.nanoTime();
        processing.retried(record(0));
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(4_000_000);
    }
}
