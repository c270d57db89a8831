package org.guaranteebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PolledTest {
    private final Polled polled = new Polled();

    @Test
    void beforeTheFirstPollThereIsNothing() {
        assertThat(polled.hasNext()).isFalse();
        assertThatThrownBy(polled::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void recordsComeInTheOrderOfKafkasIteratorAndEachOnce() {
        ConsumerRecords<byte[], byte[]> records = records(Map.of(0, 3, 1, 0, 2, 1, 3, 500));
        polled.replace(records);
        List<ConsumerRecord<byte[], byte[]>> seen = rest();
        assertThat(seen).hasSize(504).containsExactlyElementsOf(records);
        assertThat(polled.hasNext()).isFalse();
        assertThatThrownBy(polled::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anEmptyPollHasNone() {
        polled.replace(ConsumerRecords.empty());
        assertThat(polled.hasNext()).isFalse();
    }

    @Test
    void theNextPollBeginsAtItsOwnFirst() {
        polled.replace(records(Map.of(0, 2)));
        polled.next();
        ConsumerRecords<byte[], byte[]> second = records(Map.of(4, 2, 5, 2));
        polled.replace(second);
        assertThat(rest()).containsExactlyElementsOf(second);
    }

    private List<ConsumerRecord<byte[], byte[]>> rest() {
        List<ConsumerRecord<byte[], byte[]>> rest = new ArrayList<>();
        while (polled.hasNext()) {
            rest.add(polled.next());
        }
        return rest;
    }

    private static ConsumerRecords<byte[], byte[]> records(Map<Integer, Integer> counts) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        counts.forEach((partition, count) -> records.put(
                new TopicPartition("t", partition),
                LongStream.range(0, count)
                        .mapToObj(offset -> new ConsumerRecord<>("t", partition, offset, new byte[0], new byte[0]))
                        .toList()));
        return new ConsumerRecords<>(records, Map.of());
    }
}
