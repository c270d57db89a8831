package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionTopicTest {
    private static final TopicPartition PARTITION = new TopicPartition("positions", 0);

    private final PositionTopic positions = new PositionTopic("positions");
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private void committed(long offset, long next) {
        ProducerRecord<byte[], byte[]> record = positions.committing(next);
        consumer.addRecord(
                new ConsumerRecord<>(record.topic(), record.partition(), offset, record.key(), record.value()));
    }

    @Test
    void thePositionIsTheOneThatWasCommittedLast() {
        consumer.updateEndOffsets(Map.of(PARTITION, 6L));
        consumer.schedulePollTask(() -> committed(0, 100));
        consumer.schedulePollTask(() -> committed(2, 1L << 40));
        // The rest is a marker, an aborted record and its marker.
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 6));

        assertThat(positions.read(consumer)).hasValue(1L << 40);
    }

    @Test
    void aNewSourceHasNone() {
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));

        assertThat(positions.read(consumer)).isEmpty();
    }
}
