package org.guaranteebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Deliveries deliveries = new Deliveries();
    private final List<Long> visible = new CopyOnWriteArrayList<>();
    private TrialReader reader;
    private long offset;

    @BeforeEach
    void open() {
        deliveries.open(2);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        reader = new TrialReader(consumer, List.of(PARTITION), "a test", deliveries, Duration.ofMillis(300));
        reader.start(visible::add);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private void arrives(int thread, int number) {
        byte[] value = ByteBuffer.allocate(32)
                .putLong(System.nanoTime())
                .putInt(thread)
                .putInt(number)
                .array();
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>("t", 0, offset++, null, value)));
    }

    @Test
    void recordsThatCameBackAreCountedForTheThreadThatSentThem() {
        arrives(0, 0);
        arrives(1, 0);
        arrives(0, 1);
        reader.awaitAll(0, 2);
        reader.awaitAll(1, 1);
        assertThat(visible).hasSize(3).allSatisfy(nanos -> assertThat(nanos).isNotNegative());
    }

    @Test
    void aRecordThatDoesNotComeBackIsAnErrorThatSaysHowManyDidNot() {
        arrives(0, 0);
        reader.awaitAll(0, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.awaitAll(0, 3))
                .withMessage("2 of 3 records were not returned by poll after 0 s");
    }

    @Test
    void aCopyIsNoSecondDelivery() {
        arrives(0, 0);
        arrives(0, 0);
        arrives(0, 1);
        reader.awaitAll(0, 2);
        assertThat(visible).hasSize(2);
        assertThat(deliveries.deliveredOf(0)).isEqualTo(2);
    }

    @Test
    void whatBecameVisibleByAnEarlyCommitIsDeliveredButNotMeasured() {
        deliveries.unfinishedFrom(0, 1);
        arrives(0, 0);
        arrives(0, 1);
        reader.awaitAll(0, 2);
        assertThat(visible).hasSize(1);
    }

    @Test
    void anErrorOfTheConsumerEndsTheWaiting() {
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("broken")));
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.awaitAll(0, 1))
                .withMessageContaining("the reader failed")
                .withMessageContaining("broken");
    }
}
