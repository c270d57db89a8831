package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.guaranteebench.jvm.Ports;

/**
 * A network for the containers of one cluster, and where on it, and from outside, each node is found. Ports are chosen
 * here and not by the engine, for a broker that is killed and started again must be where it was.
 *
 * @param bound address on which the engine publishes the brokers' ports
 * @param host address at which clients reach them
 * @param onThisMachine whether the bridge is this machine's, and with it, as a rule, its file system
 * @param ports for clients, by node, the first node's first
 * @param replicaPorts for what stands between brokers, if anything does, likewise
 */
record ContainerNetwork(
        String id, String bound, String host, boolean onThisMachine, List<Integer> ports, List<Integer> replicaPorts) {
    private static final String ALL = "0.0.0.0";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    static ContainerNetwork create(DockerEngine engine, int nodes, Map<String, String> labels) throws IOException {
        DockerClient client = engine.client();
        String id = client.createNetworkCmd()
                .withName("kgb-" + Long.toHexString(ThreadLocalRandom.current().nextLong()))
                .withDriver("bridge")
                .withIpam(new Ipam())
                .withLabels(labels)
                .exec()
                .getId();
        Optional<String> gateway = engine.address().gatewayHere(id);
        String host = gateway.orElseGet(() -> engine.address().elsewhere());
        String bound = bound(gateway, host);
        List<Integer> ports = Ports.free(2 * nodes, InetAddress.getByName(bound), ThreadLocalRandom.current());
        return new ContainerNetwork(
                id, bound, host, gateway.isPresent(), ports.subList(0, nodes), ports.subList(nodes, 2 * nodes));
    }

    /** The brokers let everybody in, so that no more addresses than the clients' own may lead to them. */
    static String bound(Optional<String> gateway, String host) {
        return gateway.orElse(LOOPBACK.contains(host) ? "127.0.0.1" : ALL);
    }

    /** For people. */
    String description() {
        return onThisMachine ? "bridge" : "bridge, published ports of " + host;
    }

    List<String> clientAddresses() {
        return ports.stream().map(port -> host + ":" + port).toList();
    }

    /**
     * What is to be reached from outside: the clients' listener, and the brokers' own only where they are told to find it
     * there, because something stands before it.
     */
    List<PortBinding> published(int node, NodeListeners listeners) {
        List<PortBinding> published = new ArrayList<>();
        published.add(binding(ports.get(node - 1), BrokerContainer.CLIENT_PORT));
        if (!listeners.replicationAdvertised().equals(own(node, BrokerContainer.REPLICATION_PORT))) {
            published.add(binding(replicaPorts.get(node - 1), BrokerContainer.REPLICATION_PORT));
        }
        return published;
    }

    private PortBinding binding(int port, int inside) {
        return new PortBinding(Binding.bindIpAndPort(bound, port), ExposedPort.tcp(inside));
    }

    /**
     * @param advertised from published ports to those that others are told
     *     <p>Errors: {@link IOException} in one line when something is to stand between brokers that cannot reach it.
     */
    Map<Integer, NodeListeners> listeners(Advertised advertised) throws IOException {
        advertised.at(host);
        Map<Integer, NodeListeners> listeners = new LinkedHashMap<>();
        for (int node = 1; node <= ports.size(); node++) {
            String all = ALL + ":";
            int port = ports.get(node - 1);
            int replicaPort = replicaPorts.get(node - 1);
            int toReplicas = advertised.toReplicas(node, replicaPort);
            boolean between = toReplicas != replicaPort;
            if (between && !onThisMachine) {
                throw new IOException("the engine is not on this machine, so its containers reach nothing here that"
                        + " could stand between brokers");
            }
            listeners.put(
                    node,
                    new NodeListeners(
                            all + BrokerContainer.CLIENT_PORT,
                            host + ":" + advertised.toClients(node, port),
                            all + BrokerContainer.REPLICATION_PORT,
                            between ? host + ":" + toReplicas : own(node, BrokerContainer.REPLICATION_PORT),
                            all + BrokerContainer.CONTROLLER_PORT,
                            own(node, BrokerContainer.CONTROLLER_PORT)));
        }
        return listeners;
    }

    /** As the others on the network find it. */
    private static String own(int node, int port) {
        return BrokerContainer.name(node) + ":" + port;
    }
}
