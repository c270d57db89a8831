package org.guaranteebench.audit.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenTopicTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);
    private static final Duration SHORT = Duration.ofMillis(30);

    @TempDir
    private Path home;

    /** As the brokers tell them; the last stable offsets unless they lag. */
    private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(FIRST, 4L, SECOND, 2L));

    private final Map<TopicPartition, Long> lag = new HashMap<>(Map.of(FIRST, 0L, SECOND, 0L));
    private final Map<TopicPartition, Long> starts = new HashMap<>(Map.of(FIRST, 0L, SECOND, 0L));
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("read_committed.readback");
    }

    /** A consumer of one partition at a time that gets everything at its first poll. */
    private class Broker extends MockConsumer<byte[], byte[]> {
        private final Isolation isolation;

        Broker(Isolation isolation) {
            super("earliest");
            this.isolation = isolation;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> told = new HashMap<>(ends);
            if (isolation == Isolation.READ_COMMITTED) {
                lag.forEach((partition, behind) -> told.merge(partition, -behind, Long::sum));
            }
            return told;
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return starts;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            TopicPartition partition = assignment().iterator().next();
            List<ConsumerRecord<byte[], byte[]>> due = records.stream()
                    .filter(record ->
                            record.partition() == partition.partition() && record.offset() >= position(partition))
                    .toList();
            if (due.isEmpty()) {
                return ConsumerRecords.empty();
            }
            // Behind the last record stands a marker that nobody gets to see.
            seek(partition, due.get(due.size() - 1).offset() + 2);
            return new ConsumerRecords<>(Map.of(partition, due), Map.of());
        }
    }

    private void add(TopicPartition partition, long offset, String value) {
        records.add(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value.getBytes()));
    }

    private FrozenTopic freeze() throws IOException {
        return FrozenTopic.freeze("t", 2, SHORT, Broker::new);
    }

    @Test
    void allPartitionsAreWrittenDownInTurnUpToTheirEnds() throws IOException {
        add(SECOND, 0, "c");
        add(FIRST, 0, "a");
        add(FIRST, 2, "b");
        freeze().readBack(Isolation.READ_COMMITTED, 42, file);
        ReadBack readBack = ReadBack.open(file);
        assertThat(readBack.header()).isEqualTo(new ReadBackHeader(42, "read_committed", "topic t", List.of(4L, 2L)));
        List<String> read = new ArrayList<>();
        readBack.read(r -> read.add(r.partition() + "@" + r.offset() + " " + new String(r.payload())));
        assertThat(read).containsExactly("0@0 a", "0@2 b", "1@0 c");
    }

    @Test
    void anOpenTransactionIsAnErrorThatNamesBothOffsetsOfEveryPartition() {
        lag.put(SECOND, 1L);
        assertThatIOException()
                .isThrownBy(this::freeze)
                .withMessage(
                        "t is not at rest: its last stable offsets are [4, 1], its high watermarks [4, 2], after 0 s;"
                                + " a transaction is open or somebody writes");
    }

    @Test
    void aTransactionThatEndsInTimeIsWaitedFor() throws IOException {
        lag.put(SECOND, 1L);
        List<Isolation> asked = new ArrayList<>();
        FrozenTopic frozen = FrozenTopic.freeze("t", 2, Duration.ofSeconds(20), isolation -> new Broker(isolation) {
            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
                asked.add(isolation);
                if (asked.size() > 4) {
                    lag.put(SECOND, 0L);
                }
                return super.endOffsets(partitions);
            }
        });
        assertThat(asked).hasSize(6).startsWith(Isolation.READ_COMMITTED, Isolation.READ_UNCOMMITTED);
        assertThat(frozen).isNotNull();
    }

    @Test
    void aTopicThatHasLostItsBeginningIsRefused() {
        starts.put(FIRST, 3L);
        assertThatIOException()
                .isThrownBy(this::freeze)
                .withMessage("t has lost its beginning to retention: it starts at [3, 0]");
    }

    @Test
    void whatComesAfterwardsIsAnErrorAndLeavesNoFile() throws IOException {
        add(FIRST, 2, "a");
        add(SECOND, 0, "b");
        FrozenTopic frozen = freeze();
        ends.put(SECOND, 3L);
        assertThatIOException()
                .isThrownBy(() -> frozen.readBack(Isolation.READ_UNCOMMITTED, 42, file))
                .withMessage("t has changed while it was read: it ended at [4, 2]");
        ends.put(SECOND, 2L);
        add(SECOND, 7, "c");
        assertThatIOException()
                .isThrownBy(() -> frozen.readBack(Isolation.READ_UNCOMMITTED, 42, file))
                .withMessageStartingWith("t has changed");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void silenceIsAnErrorThatSaysHowFarItGot() throws IOException {
        add(FIRST, 0, "a");
        FrozenTopic frozen = freeze();
        assertThatIOException()
                .isThrownBy(() -> frozen.readBack(Isolation.READ_COMMITTED, 42, file))
                .withMessage("t-0 could not be read beyond 2 of 4: nothing for 0 s");
    }

    @Test
    void whatKafkaThrowsIsToldInOneLine() {
        assertThatIOException()
                .isThrownBy(() -> FrozenTopic.freeze("t", 2, SHORT, FrozenTopicTest::unreachable))
                .withMessageContaining("t could not be read back")
                .withMessageContaining("nobody there");
    }

    private static Consumer<byte[], byte[]> unreachable(Isolation isolation) {
        throw new KafkaException("nobody there");
    }
}
