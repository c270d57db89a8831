package org.guaranteebench.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one place for what every broker is told, whatever it runs in.
 *
 * <p>Where nothing is said here Kafka's default holds. What is said either makes the guarantees mean something (copies
 * and minimum in-sync replicas, of internal topics too) or makes a small, short-lived cluster possible.
 */
public final class BrokerProperties {
    private BrokerProperties() {}

    /** What every broker of a cluster of {@code nodes} is told. */
    public static Map<String, String> forNodes(int nodes) {
        return forNodes(nodes, Map.of());
    }

    /** @param more stronger than what all clusters have */
    static Map<String, String> forNodes(int nodes, Map<String, String> more) {
        String copies = Integer.toString(nodes);
        String minimum = Integer.toString(minInSyncReplicas(nodes));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("default.replication.factor", copies);
        properties.put("min.insync.replicas", minimum);
        properties.put("offsets.topic.replication.factor", copies);
        properties.put("transaction.state.log.replication.factor", copies);
        properties.put("transaction.state.log.min.isr", minimum);
        properties.put("share.coordinator.state.topic.replication.factor", copies);
        properties.put("share.coordinator.state.topic.min.isr", minimum);
        properties.put("auto.create.topics.enable", "false");
        // Leaders move when a fault moves them and at no other time: not back in the middle of a trial, nor of a kill.
        properties.put("auto.leader.rebalance.enable", "false");
        // Fifty partitions of each internal topic are for large clusters; here they are only start-up time.
        properties.put("offsets.topic.num.partitions", "6");
        properties.put("transaction.state.log.num.partitions", "6");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // The interval is Kafka's own; trials that measure rebalances set a shorter one for their own groups.
        properties.put("group.consumer.min.heartbeat.interval.ms", "1");
        // A deleted topic's files go at once and not in the middle of a later trial.
        properties.put("log.segment.delete.delay.ms", "0");
        // Kafka's default of 128 MiB is a third of these small heaps, for topics that nobody compacts.
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.putAll(more);
        return properties;
    }

    /** The same, and what is one node's own: its id, where it and the quorum listen, where its data goes. */
    static Map<String, String> forNode(
            int node, Map<Integer, NodeListeners> listeners, String data, Map<String, String> more) {
        Map<String, String> properties = forNodes(listeners.size(), more);
        properties.put("node.id", Integer.toString(node));
        properties.put(
                "controller.quorum.voters",
                listeners.entrySet().stream()
                        .map(e -> e.getKey() + "@" + e.getValue().controllerAdvertised())
                        .collect(Collectors.joining(",")));
        listeners.get(node).describe(properties);
        properties.put("log.dirs", data);
        return properties;
    }

    /** A majority of three; on one node there is nothing to choose. */
    public static int minInSyncReplicas(int nodes) {
        return nodes / 2 + 1;
    }
}
