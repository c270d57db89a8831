package org.guaranteebench.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The parent's view of a cluster: topics for trials, and what the brokers say about them. Thread-safe. */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    /** Until every broker has heard of a new topic; they follow the controller's log, busy or not. */
    private static final Duration PROPAGATION = Duration.ofSeconds(10);

    private final Admin admin;
    private final Duration patience;

    public TopicAdmin(String bootstrap) {
        this(bootstrap, PATIENCE);
    }

    public TopicAdmin(String bootstrap, Duration patience) {
        this(bootstrap, Optional.empty(), patience);
    }

    /**
     * @param file how to be let in
     * @param patience how long any question may go unanswered
     *     <p>Errors: Kafka's {@code KafkaException} when it refuses the configuration; its message may cite from it.
     */
    public TopicAdmin(String bootstrap, Optional<ClientFile> file, Duration patience) {
        this.patience = patience;
        Map<String, Object> properties = new HashMap<>();
        file.ifPresent(f -> properties.putAll(f.forClient()));
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Math.min(LONGEST_REQUEST.toMillis(), patience.toMillis()));
        admin = Admin.create(properties);
    }

    /** Node ids that the cluster reports as alive, once it has a controller. */
    public List<Integer> liveNodes() {
        return get(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .sorted()
                .toList();
    }

    /** The live nodes in an order in which neighbours stand in different racks, as far as racks are known and allow. */
    public List<Integer> nodesAcrossRacks() {
        return acrossRacks(get(admin.describeCluster().nodes()));
    }

    static List<Integer> acrossRacks(Collection<Node> nodes) {
        Map<String, Deque<Integer>> racks = new TreeMap<>();
        nodes.stream()
                .sorted(Comparator.comparingInt(Node::id))
                .forEach(node -> racks.computeIfAbsent(node.hasRack() ? node.rack() : "", rack -> new ArrayDeque<>())
                        .add(node.id()));
        List<Integer> order = new ArrayList<>();
        while (order.size() < nodes.size()) {
            racks.values().stream().filter(rack -> !rack.isEmpty()).forEach(rack -> order.add(rack.remove()));
        }
        return order;
    }

    /**
     * Creates a topic whose leaders and followers are spread evenly and the same in every trial: partition p is led by
     * node p mod n. Left to itself the controller places at random, which would be noise between arms.
     *
     * @param configs the topic's own settings; empty for the brokers' defaults
     * @return its id, by which {@link #delete} takes away this topic and no namesake
     */
    public String create(
            String topic, int partitions, int replication, List<Integer> nodes, Map<String, String> configs) {
        CreateTopicsResult created =
                admin.createTopics(List.of(newTopic(topic, partitions, replication, nodes, configs)));
        get(created.all());
        try {
            return get(created.topicId(topic)).toString();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                // It is made, but its id comes with its settings, which not everybody may read.
                return known(() -> admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic)
                        .topicId()
                        .toString();
            }
            throw e;
        }
    }

    /** With the brokers' defaults for the topic's settings. */
    public String create(String topic, int partitions, int replication, List<Integer> nodes) {
        return create(topic, partitions, replication, nodes, Map.of());
    }

    /**
     * Asks whether {@link #create} would be let through, without doing it.
     *
     * <p>Errors: {@link IllegalStateException} with Kafka's own exception as its cause.
     */
    public void rehearse(
            String topic, int partitions, int replication, List<Integer> nodes, Map<String, String> configs) {
        get(admin.createTopics(
                        List.of(newTopic(topic, partitions, replication, nodes, configs)),
                        new CreateTopicsOptions().validateOnly(true))
                .all());
    }

    /** What this client may not do with a topic that is there, out of what is wanted; no API tells it of others. */
    public Set<AclOperation> forbidden(String topic, Set<AclOperation> wanted) {
        Set<AclOperation> forbidden = EnumSet.copyOf(wanted);
        Set<AclOperation> allowed = known(() -> admin.describeTopics(
                                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames())
                .get(topic)
                .authorizedOperations();
        if (allowed == null) {
            return Set.of();
        }
        forbidden.removeAll(allowed);
        return forbidden;
    }

    private static NewTopic newTopic(
            String topic, int partitions, int replication, List<Integer> nodes, Map<String, String> configs) {
        Map<Integer, List<Integer>> assignment = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            int first = p;
            assignment.put(
                    p,
                    IntStream.range(0, replication)
                            .mapToObj(r -> nodes.get((first + r) % nodes.size()))
                            .toList());
        }
        return new NewTopic(topic, assignment).configs(configs);
    }

    /**
     * Deletes the topic with this id.
     *
     * @return false when there is none
     */
    public boolean delete(String topicId) {
        try {
            get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(Uuid.fromString(topicId))))
                    .all());
            return true;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof UnknownTopicIdException) {
                return false;
            }
            throw e;
        }
    }

    /** Id of the topic that has this name now; empty when none has. */
    public Optional<String> topicId(String topic) {
        try {
            return Optional.of(get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .topicId()
                    .toString());
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sum over partitions of the log end offsets; on a fresh topic the number of appended records and markers. */
    public long endOffsets(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic, partitions).forEach(tp -> latest.put(tp, OffsetSpec.latest()));
        return known(() -> admin.listOffsets(latest).all()).values().stream()
                .mapToLong(info -> info.offset())
                .sum();
    }

    /** Size in bytes of a partition's log on each node that keeps one: of a leader, also what nobody has copied yet. */
    public Map<Integer, Long> logBytes(String topic, int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        Map<Integer, Long> bytes = new TreeMap<>();
        get(admin.describeLogDirs(liveNodes()).allDescriptions())
                .forEach((node, directories) -> directories
                        .values()
                        .forEach(directory -> Optional.ofNullable(
                                        directory.replicaInfos().get(wanted))
                                .ifPresent(replica -> bytes.put(node, replica.size()))));
        return bytes;
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

    /** Finalized level of {@code metadata.version}, which says how new the brokers' common ground is. */
    public Optional<Short> metadataVersion() {
        return Optional.ofNullable(get(admin.describeFeatures().featureMetadata())
                        .finalizedFeatures()
                        .get("metadata.version"))
                .map(range -> range.maxVersionLevel());
    }

    /** Chosen settings of one broker; those that are sensitive or not told are left out. */
    public Map<String, String> brokerSettings(int node, Set<String> wanted) {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
        Map<String, String> settings = new TreeMap<>();
        get(admin.describeConfigs(List.of(broker)).all()).get(broker).entries().stream()
                .filter(entry -> wanted.contains(entry.name()) && !entry.isSensitive() && entry.value() != null)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
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

    /** The answer about a topic that is there, for which a broker may have to hear of it first. */
    private <T> T known(Supplier<KafkaFuture<T>> question) {
        long giveUp = System.nanoTime() + PROPAGATION.toNanos();
        while (true) {
            try {
                return get(question.get());
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private <T> T get(KafkaFuture<T> future) {
        return Answer.within(patience, future);
    }
}
