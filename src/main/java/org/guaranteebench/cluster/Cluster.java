package org.guaranteebench.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kafka cluster that trials write to. It outlives the forks; its brokers run in JVMs of their own. */
public sealed interface Cluster extends AutoCloseable permits ProcessCluster {

    /** {@code host:port,…} of every node. */
    String bootstrap();

    /** Node ids in ascending order. */
    List<Integer> nodes();

    /** Replication factor that topics on this cluster get. */
    int replication();

    /** CPU time that all nodes have used so far, dead ones included. */
    Duration cpuTime();

    /** What a reader of results must know of it, in the words of {@code run.json}. */
    Map<String, String> topology();

    /** The properties that every broker has. */
    Map<String, String> brokerProperties();

    /** Why the cluster is not whole although nobody asked for it: a broker that died, with its exit status. */
    Optional<String> fault();

    /** SIGKILL, as an audit's fault. A node killed here is not a {@link #fault()}. */
    void kill(int node);

    /** Starts a node that is down, on its old port and data. Blocks until it is back in the cluster. */
    void restart(int node);

    /** Stops all nodes and removes their data. Idempotent; does not throw. */
    @Override
    void close();
}
