package org.guaranteebench.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Who does what in a cluster at this moment, and how far groups have come. For clusters that are being disturbed: each
 * question is given up after a while, and may be asked again. Thread-safe.
 *
 * <p>Errors of all questions: {@link IllegalStateException} with Kafka's own exception as its cause, or when nobody
 * answers in time.
 */
public final class ClusterView implements AutoCloseable {
    /** A node that is paused or behind a cut link is silent; the next one asked may not be. */
    private static final int REQUEST_MILLIS = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int NONE = -1;

    private final Admin admin;

    public ClusterView(String bootstrap) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
    }

    /**
     * Of one partition.
     *
     * @param leader its node, −1 while there is none
     * @param inSync nodes in ascending order
     */
    public record Replicas(int leader, List<Integer> inSync) {}

    public Replicas replicas(String topic, int partition) {
        TopicPartitionInfo info = get(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .get(partition);
        return replicas(info);
    }

    private static Replicas replicas(TopicPartitionInfo info) {
        Node leader = info.leader();
        return new Replicas(
                leader == null || leader.isEmpty() ? NONE : leader.id(),
                info.isr().stream().map(Node::id).sorted().toList());
    }

    /** Of the partition's present leader, as that leader says; −1 where it says none. */
    public int leaderEpoch(String topic, int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        return get(admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked))
                .leaderEpoch()
                .orElse(NONE);
    }

    /** Of the first partition of each topic, in the order given, by one question. */
    public List<Replicas> replicas(List<String> topics) {
        Map<String, TopicDescription> described =
                get(admin.describeTopics(topics).allTopicNames());
        return topics.stream()
                .map(topic -> replicas(described.get(topic).partitions().get(0)))
                .toList();
    }

    /** Of the first partition of each topic, in the order given, as each one's leader says; −1 where it says none. */
    public List<Integer> leaderEpochs(List<String> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.forEach(topic -> asked.put(new TopicPartition(topic, 0), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answers =
                get(admin.listOffsets(asked).all());
        return topics.stream()
                .map(topic ->
                        answers.get(new TopicPartition(topic, 0)).leaderEpoch().orElse(NONE))
                .toList();
    }

    /**
     * Offsets between what a group has committed and the end of a topic, transaction markers included. A partition of
     * which it has committed nothing counts from its beginning.
     */
    public long lag(String group, String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            latest.put(new TopicPartition(topic, p), OffsetSpec.latest());
        }
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return get(admin.listOffsets(latest).all()).entrySet().stream()
                .mapToLong(end -> end.getValue().offset()
                        - (committed.get(end.getKey()) == null
                                ? 0
                                : committed.get(end.getKey()).offset()))
                .sum();
    }

    /** The quorum's leader, −1 while there is none. */
    public int controller() {
        return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    /** The node that coordinates the transactions of an id that has been used. */
    public int coordinator(String transactionalId) {
        return get(admin.describeTransactions(List.of(transactionalId)).description(transactionalId))
                .coordinatorId();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static <T> T get(KafkaFuture<T> future) {
        return Answer.within(PATIENCE, future);
    }
}
