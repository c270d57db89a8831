package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputEndTest {
    private static final TopicPartition FIRST = new TopicPartition("in", 0);
    private static final TopicPartition SECOND = new TopicPartition("in", 1);

    /** What the whole group has committed; the mock knows only of its own partitions. */
    private Map<TopicPartition, OffsetAndMetadata> ofGroup = Map.of();

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return partitions.stream()
                    .filter(ofGroup::containsKey)
                    .collect(Collectors.toMap(partition -> partition, ofGroup::get));
        }
    };

    private InputEnd end;

    @BeforeEach
    void fiveAndThree() {
        consumer.updatePartitions(
                "in",
                List.of(new PartitionInfo("in", 0, null, null, null), new PartitionInfo("in", 1, null, null, null)));
        consumer.updateEndOffsets(Map.of(FIRST, 5L, SECOND, 3L));
        end = InputEnd.of(consumer, "in");
    }

    private void at(Map<TopicPartition, Long> positions) {
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
    }

    @Test
    void whoOwnsAllIsThereWhenItHasReadAll() {
        assertThat(end).isEqualTo(new InputEnd(Map.of(FIRST, 5L, SECOND, 3L)));
        at(Map.of(FIRST, 5L, SECOND, 2L));
        assertThat(end.reachedBy(consumer)).isFalse();
        at(Map.of(FIRST, 5L, SECOND, 3L));
        assertThat(end.reachedBy(consumer)).isTrue();
    }

    @Test
    void partitionsOfOthersAreReadWhenTheyAreCommitted() {
        at(Map.of(FIRST, 5L));
        assertThat(end.reachedBy(consumer)).as("nothing committed").isFalse();
        ofGroup = Map.of(SECOND, new OffsetAndMetadata(2));
        assertThat(end.reachedBy(consumer)).isFalse();
        ofGroup = Map.of(SECOND, new OffsetAndMetadata(3));
        assertThat(end.reachedBy(consumer)).isTrue();
    }

    @Test
    void whoOwnsNothingWaitsForTheOthers() {
        ofGroup = Map.of(FIRST, new OffsetAndMetadata(4), SECOND, new OffsetAndMetadata(3));
        assertThat(end.reachedBy(consumer)).isFalse();
        ofGroup = Map.of(FIRST, new OffsetAndMetadata(5), SECOND, new OffsetAndMetadata(3));
        assertThat(end.reachedBy(consumer)).isTrue();
    }
}
