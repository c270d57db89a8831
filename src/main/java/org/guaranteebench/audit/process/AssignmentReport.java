package org.guaranteebench.audit.process;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells the parent what the group has given to this member ({@code assigned}, an {@link Assignment}), and what it has
 * lost to others before it knew ({@code lost}, partitions). Called by the polling thread.
 */
record AssignmentReport(Consumer<?, ?> consumer, Checkpoints checkpoints) implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        ConsumerGroupMetadata group = consumer.groupMetadata();
        checkpoints.say(
                StageMain.ASSIGNED,
                new Assignment(
                        group.generationId(),
                        group.memberId(),
                        partitions.stream().map(TopicPartition::partition).toList()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // The group waits for this member, so nothing is lost.
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        checkpoints.say(
                StageMain.LOST,
                partitions.stream()
                        .map(partition -> Integer.toString(partition.partition()))
                        .sorted()
                        .collect(Collectors.joining(",")));
    }
}
