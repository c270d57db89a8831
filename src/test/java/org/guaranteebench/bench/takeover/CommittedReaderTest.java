package org.guaranteebench.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommittedReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private CommittedReader reader;
    private long offset;

    @BeforeEach
    void open() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        reader = new CommittedReader(consumer, List.of(PARTITION), 300_000_000L);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private void arrives(int fate, int number) {
        byte[] value =
                ByteBuffer.allocate(32).putLong(1).putInt(fate).putInt(number).array();
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>("t", 0, offset++, null, value)));
    }

    @Test
    void itSaysWhenARecordWasThere() {
        long before = System.nanoTime();
        arrives(Succession.COMMITTED, 3);
        assertThat(reader.await(3)).isBetween(before, System.nanoTime());
        assertThat(reader.seen()).isEqualTo(1);
    }

    @Test
    void copiesAndRecordsThatWereNeverCommittedAreCounted() {
        arrives(Succession.COMMITTED, 0);
        arrives(Succession.COMMITTED, 0);
        arrives(Succession.NEVER_COMMITTED, 0);
        arrives(Succession.COMMITTED, 1);
        reader.await(1);
        assertThat(List.of(reader.seen(), reader.duplicated(), reader.aborted()))
                .containsExactly(2L, 1L, 1L);
    }

    @Test
    void aRecordThatDoesNotComeIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.await(7))
                .withMessage("committed record 7 was not read within 0 s");
    }

    @Test
    void anErrorOfTheConsumerEndsTheWaiting() {
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("broken")));
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.await(7))
                .withMessageContaining("could not be read")
                .withMessageContaining("broken");
    }
}
