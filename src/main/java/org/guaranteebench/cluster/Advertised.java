package org.guaranteebench.cluster;

/**
 * From the port on which a node listens to the one that others are told: the same, unless something stands between
 * them. Called before the node runs; again, with another port, when the first was taken meanwhile.
 */
public interface Advertised {
    /**
     * Called before the others.
     *
     * @param address of this machine at which nodes are found, and at which what stands between must be found, too
     */
    default void at(String address) {}

    /** What clients are told. */
    default int toClients(int node, int port) {
        return port;
    }

    /** What other brokers are told, who replicate from this one. */
    default int toReplicas(int node, int port) {
        return port;
    }
}
