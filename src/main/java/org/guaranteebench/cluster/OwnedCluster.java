package org.guaranteebench.cluster;

import java.nio.file.Path;

/** A cluster that the suite started: it may be disturbed, and it goes with the run. */
public sealed interface OwnedCluster extends Cluster permits ProcessCluster, ContainerCluster {

    @Override
    default int replication() {
        return nodes().size();
    }

    /**
     * SIGKILL, as an audit's fault. A node killed here is not a {@link #fault()}. Returns when the node is dead.
     *
     * @return how it ended, in words that name its process or container and the status
     */
    String kill(int node);

    /** Starts a node that is down, on its old address and data. Blocks until it is back in the cluster. */
    void restart(int node);

    /** Stops a node from running without ending it: its connections stay open and nobody answers on them. */
    void pause(int node);

    /** Lets a paused node go on. */
    void resume(int node);

    /** Copies the brokers' logs to {@code target}, as {@code broker-<node>.log}. What cannot be copied is left. */
    void keepLogs(Path target);
}
