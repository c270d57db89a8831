package org.guaranteebench.audit.process;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a stage's work ends: all that its input held when it started. Sources are done by then.
 *
 * @param offsets end of each partition
 */
record InputEnd(Map<TopicPartition, Long> offsets) {

    static InputEnd of(Consumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        return new InputEnd(consumer.endOffsets(partitions));
    }

    /** Whether this member has read its own partitions, and the group has committed all that others have. */
    boolean reachedBy(Consumer<?, ?> consumer) {
        Set<TopicPartition> others = new HashSet<>(offsets.keySet());
        for (TopicPartition own : consumer.assignment()) {
            if (consumer.position(own) < offsets.get(own)) {
                return false;
            }
            others.remove(own);
        }
        if (others.isEmpty()) {
            return true;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(others);
        return others.stream().allMatch(partition -> {
            OffsetAndMetadata position = committed.get(partition);
            return (position == null ? 0 : position.offset()) >= offsets.get(partition);
        });
    }
}
