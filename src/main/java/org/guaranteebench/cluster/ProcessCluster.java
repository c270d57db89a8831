package org.guaranteebench.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.Ports;

/** Brokers as child processes of this JVM on loopback, in a temporary directory that goes with them. */
public final class ProcessCluster implements OwnedCluster {
    private static final int PORT_TRIES = 3;

    private final Path directory;
    private final Map<String, String> common;
    private final List<Integer> clientPorts;
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final Function<String, MembershipProbe> probes;
    private volatile boolean destroyed;
    private final Thread onExit = new Thread(this::destroy, "cluster-exit");

    private ProcessCluster(
            Path directory,
            int nodes,
            Function<String, MembershipProbe> probes,
            Advertised advertised,
            Map<String, String> more)
            throws IOException {
        this.directory = directory;
        this.probes = probes;
        this.common = BrokerProperties.forNodes(nodes, more);
        List<Integer> ports = Ports.free(3 * nodes, InetAddress.getLoopbackAddress(), ThreadLocalRandom.current());
        clientPorts = ports.subList(0, nodes);
        advertised.at(InetAddress.getLoopbackAddress().getHostAddress());
        Map<Integer, NodeListeners> listeners = new LinkedHashMap<>();
        for (int i = 0; i < nodes; i++) {
            int node = i + 1;
            listeners.put(
                    node,
                    NodeListeners.onLoopback(
                            ports.get(i),
                            advertised.toClients(node, ports.get(i)),
                            ports.get(nodes + i),
                            advertised.toReplicas(node, ports.get(nodes + i)),
                            ports.get(2 * nodes + i)));
        }
        String clusterId = ClusterId.random();
        for (int node : listeners.keySet()) {
            Path home = directory.resolve("node-" + node);
            Map<String, String> properties = BrokerProperties.forNode(
                    node, listeners, home.resolve("data").toString(), more);
            brokers.add(new BrokerProcess(node, clusterId, home, properties, BrokerJvm.more()));
        }
    }

    /**
     * Starts the cluster and waits until all nodes are in it.
     *
     * @param parent where the temporary directory is made
     * @param logs where the brokers' logs are kept when the start fails
     * @param probes from bootstrap servers to a probe of that cluster
     * @param advertised what clients, and the brokers among themselves, are told instead of a broker's own ports
     * @param more properties of all brokers, stronger than what the suite tells all its clusters
     *     <p>Errors: {@link IOException} in one line that says which broker failed and why.
     */
    public static ProcessCluster start(
            int nodes,
            Path parent,
            Path logs,
            Function<String, MembershipProbe> probes,
            Advertised advertised,
            Map<String, String> more)
            throws IOException {
        IOException last = null;
        for (int i = 0; i < PORT_TRIES; i++) {
            ProcessCluster cluster =
                    new ProcessCluster(ClusterDirectory.create(parent), nodes, probes, advertised, more);
            Runtime.getRuntime().addShutdownHook(cluster.onExit);
            try {
                for (BrokerProcess broker : cluster.brokers) {
                    broker.start();
                }
                cluster.await(cluster.nodes());
                return cluster;
            } catch (IOException e) {
                last = e;
                cluster.keepLogs(logs);
                cluster.close();
                if (!String.valueOf(e.getMessage()).contains("Address already in use")) {
                    break;
                }
            }
        }
        throw last;
    }

    /** The same with no more properties. */
    public static ProcessCluster start(
            int nodes, Path parent, Path logs, Function<String, MembershipProbe> probes, Advertised advertised)
            throws IOException {
        return start(nodes, parent, logs, probes, advertised, Map.of());
    }

    @Override
    public String bootstrap() {
        return clientPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public List<Integer> nodes() {
        return brokers.stream().map(BrokerProcess::node).toList();
    }

    /** The jar holds one Kafka, for clients and brokers. */
    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public Optional<Duration> cpuTime() {
        return brokers.stream().map(BrokerProcess::cpuTime).reduce(Duration::plus);
    }

    @Override
    public Duration cpuLag() {
        return Duration.ZERO;
    }

    @Override
    public Optional<Duration> gcPause(double from, double to) {
        return GcLog.longest(directory, from, to);
    }

    @Override
    public Map<String, String> topology() {
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("broker", "process");
        topology.put("nodes", Integer.toString(brokers.size()));
        topology.put("replication", Integer.toString(replication()));
        topology.put("min.insync.replicas", common.get("min.insync.replicas"));
        topology.put("broker.jdk", System.getProperty("java.version"));
        BrokerJvm.describe(topology);
        return topology;
    }

    @Override
    public Map<String, String> brokerProperties() {
        return common;
    }

    @Override
    public Optional<String> fault() {
        return brokers.stream()
                .flatMap(broker -> broker.unexpectedEnd().stream())
                .reduce((a, b) -> a + ", " + b);
    }

    @Override
    public String kill(int node) {
        return broker(node).kill();
    }

    @Override
    public void pause(int node) {
        broker(node).pause();
    }

    @Override
    public void resume(int node) {
        broker(node).resume();
    }

    @Override
    public void restart(int node) {
        BrokerProcess broker = broker(node);
        if (broker.alive()) {
            throw new IllegalStateException("broker " + node + " is running");
        }
        try {
            broker.start();
            await(List.of(node));
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Process ids by node, for those who look at the cluster from outside, as tests do. */
    public Map<Integer, Long> processes() {
        return brokers.stream().collect(Collectors.toMap(BrokerProcess::node, BrokerProcess::pid));
    }

    public Path directory() {
        return directory;
    }

    @Override
    public void keepLogs(Path target) {
        for (BrokerProcess broker : brokers) {
            try {
                Files.createDirectories(target);
                Files.copy(
                        broker.log(),
                        target.resolve("broker-" + broker.node() + ".log"),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                // The log is evidence for a failure that is already being reported.
            }
        }
    }

    @Override
    public void close() {
        destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The JVM is already on its way out and runs the hook itself.
        }
    }

    /** Killed, not stopped: the data is thrown away, and a clean stop of three brokers takes seconds. */
    private void destroy() {
        destroyed = true;
        brokers.stream().filter(BrokerProcess::started).forEach(BrokerProcess::kill);
        Directories.delete(directory);
    }

    private BrokerProcess broker(int node) {
        return brokers.stream()
                .filter(b -> b.node() == node)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + node + ": the cluster has " + nodes()));
    }

    private void await(List<Integer> wanted) throws IOException {
        Membership.await(
                probes.apply(bootstrap()),
                wanted,
                () -> destroyed,
                () -> brokers.stream()
                        .flatMap(broker -> broker.unexpectedEnd().stream()
                                .map(end -> end + " while starting: " + broker.lastError()))
                        .findFirst());
    }
}
