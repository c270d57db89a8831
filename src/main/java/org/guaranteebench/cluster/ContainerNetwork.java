package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.guaranteebench.jvm.Ports;

/**
 * A network for the containers of one cluster, and where on it, and from outside, each node is found. Ports are chosen
 * here and not by the engine, for a broker that is killed and started again must be where it was.
 *
 * @param bound address on which the engine publishes the brokers' ports
 * @param host address at which clients reach them
 * @param onThisMachine whether the bridge is this machine's, and with it, as a rule, its file system
 * @param ports by node, the first node's first
 */
record ContainerNetwork(String id, String bound, String host, boolean onThisMachine, List<Integer> ports) {
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
        return new ContainerNetwork(
                id,
                bound,
                host,
                gateway.isPresent(),
                Ports.free(nodes, InetAddress.getByName(bound), ThreadLocalRandom.current()));
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

    Binding published(int node) {
        return Binding.bindIpAndPort(bound, ports.get(node - 1));
    }

    /** @param advertised from a published port to the one that clients are told */
    Map<Integer, NodeListeners> listeners(IntUnaryOperator advertised) {
        Map<Integer, NodeListeners> listeners = new LinkedHashMap<>();
        for (int node = 1; node <= ports.size(); node++) {
            String all = ALL + ":";
            String own = BrokerContainer.name(node) + ":";
            listeners.put(
                    node,
                    new NodeListeners(
                            all + BrokerContainer.CLIENT_PORT,
                            host + ":" + advertised.applyAsInt(ports.get(node - 1)),
                            all + BrokerContainer.REPLICATION_PORT,
                            own + BrokerContainer.REPLICATION_PORT,
                            all + BrokerContainer.CONTROLLER_PORT,
                            own + BrokerContainer.CONTROLLER_PORT));
        }
        return listeners;
    }
}
