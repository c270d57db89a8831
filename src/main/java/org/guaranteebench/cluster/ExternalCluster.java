package org.guaranteebench.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that belongs to somebody else. There is nothing here to start, stop or disturb: it is an address and what
 * was learned from it.
 *
 * @param minInSyncReplicas of the suite's own topics
 * @param brokerProperties what the brokers say of themselves, from a list of settings without secrets; may be empty
 */
public record ExternalCluster(
        String bootstrap,
        String clusterId,
        String version,
        List<Integer> nodes,
        int replication,
        int minInSyncReplicas,
        Map<String, String> brokerProperties)
        implements Cluster {

    /** Nobody gives a foreigner its brokers' CPU account. */
    @Override
    public Optional<Duration> cpuTime() {
        return Optional.empty();
    }

    @Override
    public Duration cpuLag() {
        return Duration.ZERO;
    }

    @Override
    public Map<String, String> topology() {
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("broker", "external");
        topology.put("cluster.id", clusterId);
        topology.put("bootstrap", bootstrap);
        topology.put("nodes", Integer.toString(nodes.size()));
        topology.put("replication", Integer.toString(replication));
        topology.put("min.insync.replicas", Integer.toString(minInSyncReplicas));
        return topology;
    }

    /** What is wrong with a foreign broker shows in the trials. */
    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing of it is ours; topics are taken away one by one, by those who made them.
    }
}
