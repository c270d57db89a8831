package org.guaranteebench.cluster;

import java.util.Map;

/**
 * Where one node listens, and where others are told to find it. Three listeners, so that something may be put before
 * clients or before replication without touching the rest.
 *
 * @param client {@code host:port} that the node binds for clients
 * @param clientAdvertised {@code host:port} that clients are told
 * @param replication bound for other brokers
 * @param replicationAdvertised told to them
 * @param controller bound for the quorum
 * @param controllerAdvertised told to it
 */
record NodeListeners(
        String client,
        String clientAdvertised,
        String replication,
        String replicationAdvertised,
        String controller,
        String controllerAdvertised) {

    /** The same host inside and out. */
    static NodeListeners onLoopback(
            int clientPort,
            int clientAdvertisedPort,
            int replicationPort,
            int replicationAdvertisedPort,
            int controllerPort) {
        String host = "127.0.0.1:";
        return new NodeListeners(
                host + clientPort,
                host + clientAdvertisedPort,
                host + replicationPort,
                host + replicationAdvertisedPort,
                host + controllerPort,
                host + controllerPort);
    }

    void describe(Map<String, String> properties) {
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "REPLICATION");
        properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,REPLICATION:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("listeners", list(client, replication, controller));
        properties.put("advertised.listeners", list(clientAdvertised, replicationAdvertised, controllerAdvertised));
    }

    private static String list(String client, String replication, String controller) {
        return "CLIENT://" + client + ",REPLICATION://" + replication + ",CONTROLLER://" + controller;
    }
}
