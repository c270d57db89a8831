package org.guaranteebench.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kafka cluster that trials write to. It outlives the forks; its brokers never run in the client's JVM. */
public sealed interface Cluster extends AutoCloseable permits OwnedCluster, ExternalCluster {

    /** {@code host:port,…} of every node, or what the user gave. */
    String bootstrap();

    /** Node ids in ascending order. */
    List<Integer> nodes();

    /** Replication factor that topics on this cluster get. */
    int replication();

    /** What the brokers run: Kafka's version, or how little is known of it. */
    String version();

    /**
     * CPU time that all nodes have used so far, dead ones included; empty where it cannot be known. May lag by {@link
     * #cpuLag()}.
     */
    Optional<Duration> cpuTime();

    /** How old {@link #cpuTime()} may be. */
    Duration cpuLag();

    /**
     * How long garbage collection held the broker that it held longest, between two moments on the clock of {@link
     * System#nanoTime()}; empty where it cannot be known.
     */
    default Optional<Duration> gcPause(double from, double to) {
        return Optional.empty();
    }

    /** What a reader of results must know of it, in the words of {@code run.json}. */
    Map<String, String> topology();

    /** The properties that every broker has, as far as they are known. */
    Map<String, String> brokerProperties();

    /** Why the cluster is not whole although nobody asked for it: a broker that died, with its exit status. */
    Optional<String> fault();

    /** Takes away what the suite started; where it started nothing, does nothing. Idempotent; does not throw. */
    @Override
    void close();
}
