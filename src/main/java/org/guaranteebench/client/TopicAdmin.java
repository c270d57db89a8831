package org.guaranteebench.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The parent's view of a cluster: topics for trials, and what the brokers say about them. Thread-safe. */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    private final Admin admin;
    private final Duration patience;

    public TopicAdmin(String bootstrap) {
        this(bootstrap, PATIENCE);
    }

    /** @param patience how long any question may go unanswered */
    public TopicAdmin(String bootstrap, Duration patience) {
        this.patience = patience;
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) patience.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.min(LONGEST_REQUEST.toMillis(), patience.toMillis())));
    }

    /** Node ids that the cluster reports as alive, once it has a controller. */
    public List<Integer> liveNodes() {
        return get(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .sorted()
                .toList();
    }

    /**
     * Creates a topic whose leaders and followers are spread evenly and the same in every trial: partition p is led by
     * node p mod n. Left to itself the controller places at random, which would be noise between arms.
     */
    public void create(String topic, int partitions, int replication, List<Integer> nodes) {
        Map<Integer, List<Integer>> assignment = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            int first = p;
            assignment.put(
                    p,
                    IntStream.range(0, replication)
                            .mapToObj(r -> nodes.get((first + r) % nodes.size()))
                            .toList());
        }
        get(admin.createTopics(List.of(new NewTopic(topic, assignment))).all());
    }

    public void delete(String topic) {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    /** Sum over partitions of the log end offsets; on a fresh topic the number of appended records and markers. */
    public long endOffsets(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic, partitions).forEach(tp -> latest.put(tp, OffsetSpec.latest()));
        return get(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(info -> info.offset())
                .sum();
    }

    /** How many producer ids the brokers hold for the topic: none unless its producers were idempotent. */
    public long producerIds(String topic, int partitions) {
        return get(admin.describeProducers(partitions(topic, partitions)).all()).values().stream()
                .flatMap(state -> state.activeProducers().stream())
                .mapToLong(producer -> producer.producerId())
                .distinct()
                .count();
    }

    /** Finalized level of {@code transaction.version}; 2 means KIP-890, an epoch bump per transaction. */
    public Optional<Short> transactionVersion() {
        return Optional.ofNullable(get(admin.describeFeatures().featureMetadata())
                        .finalizedFeatures()
                        .get("transaction.version"))
                .map(range -> range.maxVersionLevel());
    }

    public String clusterId() {
        return get(admin.describeCluster().clusterId());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static List<TopicPartition> partitions(String topic, int partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            all.add(new TopicPartition(topic, p));
        }
        return all;
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the cluster did not answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
