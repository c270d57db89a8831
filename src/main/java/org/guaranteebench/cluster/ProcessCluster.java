package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brokers as child processes of this JVM on loopback, in a temporary directory that goes with them. */
public final class ProcessCluster implements Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_TRIES = 3;

    /** How nodes are known to have joined. Given from outside, for this package has no client. */
    public interface Probe extends AutoCloseable {
        /** @return ids of the nodes that the cluster reports as alive; empty when it cannot tell */
        List<Integer> liveNodes();

        @Override
        void close();
    }

    private final Path directory;
    private final Map<String, String> common;
    private final List<Integer> clientPorts;
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final Function<String, Probe> probes;
    private volatile boolean destroyed;
    private final Thread onExit = new Thread(this::destroy, "cluster-exit");

    private ProcessCluster(Path directory, int nodes, Function<String, Probe> probes, IntUnaryOperator advertised)
            throws IOException {
        this.directory = directory;
        this.probes = probes;
        this.common = BrokerProperties.forNodes(nodes);
        List<Integer> ports = Ports.free(3 * nodes, ThreadLocalRandom.current());
        clientPorts = ports.subList(0, nodes);
        List<Integer> replicationPorts = ports.subList(nodes, 2 * nodes);
        List<Integer> controllerPorts = ports.subList(2 * nodes, 3 * nodes);
        String voters = IntStream.range(0, nodes)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllerPorts.get(i))
                .collect(Collectors.joining(","));
        String clusterId = clusterId();
        for (int i = 0; i < nodes; i++) {
            int node = i + 1;
            Path home = directory.resolve("node-" + node);
            Map<String, String> properties = new LinkedHashMap<>(common);
            properties.put("node.id", Integer.toString(node));
            properties.put("controller.quorum.voters", voters);
            properties.put("controller.listener.names", "CONTROLLER");
            properties.put("inter.broker.listener.name", "REPLICATION");
            properties.put(
                    "listener.security.protocol.map", "CLIENT:PLAINTEXT,REPLICATION:PLAINTEXT,CONTROLLER:PLAINTEXT");
            String others = ",REPLICATION://127.0.0.1:" + replicationPorts.get(i) + ",CONTROLLER://127.0.0.1:"
                    + controllerPorts.get(i);
            properties.put("listeners", "CLIENT://127.0.0.1:" + clientPorts.get(i) + others);
            properties.put(
                    "advertised.listeners", "CLIENT://127.0.0.1:" + advertised.applyAsInt(clientPorts.get(i)) + others);
            properties.put("log.dirs", home.resolve("data").toString());
            brokers.add(new BrokerProcess(node, clusterId, home, properties));
        }
    }

    /**
     * Starts the cluster and waits until all nodes are in it.
     *
     * @param parent where the temporary directory is made
     * @param logs where the brokers' logs are kept when the start fails
     * @param probes from bootstrap servers to a probe of that cluster
     * @param advertised from the port on which a broker listens to clients to the one that clients are told: the same,
     *     unless something stands between them
     *     <p>Errors: {@link IOException} in one line that says which broker failed and why.
     */
    public static ProcessCluster start(
            int nodes, Path parent, Path logs, Function<String, Probe> probes, IntUnaryOperator advertised)
            throws IOException {
        IOException last = null;
        for (int i = 0; i < PORT_TRIES; i++) {
            ProcessCluster cluster =
                    new ProcessCluster(Files.createTempDirectory(parent, "kgb-cluster-"), nodes, probes, advertised);
            Runtime.getRuntime().addShutdownHook(cluster.onExit);
            try {
                for (BrokerProcess broker : cluster.brokers) {
                    broker.start();
                }
                cluster.await(node -> true);
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

    @Override
    public String bootstrap() {
        return clientPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public List<Integer> nodes() {
        return brokers.stream().map(BrokerProcess::node).toList();
    }

    @Override
    public int replication() {
        return brokers.size();
    }

    @Override
    public Duration cpuTime() {
        return brokers.stream().map(BrokerProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Map<String, String> topology() {
        Map<String, String> topology = new LinkedHashMap<>();
        topology.put("broker", "process");
        topology.put("nodes", Integer.toString(brokers.size()));
        topology.put("replication", Integer.toString(replication()));
        topology.put("min.insync.replicas", common.get("min.insync.replicas"));
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
    public void kill(int node) {
        broker(node).kill();
    }

    @Override
    public void restart(int node) {
        BrokerProcess broker = broker(node);
        if (broker.alive()) {
            throw new IllegalStateException("broker " + node + " is running");
        }
        try {
            broker.start();
            await(n -> n == node);
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

    /** Copies the brokers' logs to {@code target}, as {@code broker-<node>.log}. What cannot be copied is left. */
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

    private void await(IntPredicate wanted) throws IOException {
        List<Integer> missing = nodes().stream().filter(wanted::test).toList();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (Probe probe = probes.apply(bootstrap())) {
            for (List<Integer> live = probe.liveNodes(); !live.containsAll(missing); live = probe.liveNodes()) {
                if (destroyed) {
                    throw new IOException("the cluster was stopped while it started");
                }
                for (BrokerProcess broker : brokers) {
                    Optional<String> end = broker.unexpectedEnd();
                    if (end.isPresent()) {
                        throw new IOException(end.get() + " while starting: " + broker.lastError());
                    }
                }
                if (System.nanoTime() > giveUp) {
                    throw new IOException("brokers " + missing + " were not ready after " + PATIENCE.toSeconds()
                            + " s; the cluster sees " + live);
                }
            }
        }
    }

    /** Kafka writes cluster ids as 22 characters of URL-safe base 64. */
    private static String clusterId() {
        UUID uuid = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(uuid.getLeastSignificantBits());
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return id.startsWith("-") ? clusterId() : id;
    }
}
