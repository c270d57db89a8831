package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.Owner;

/**
 * Brokers as containers on a network of their own: one KRaft quorum.
 */
public final class ContainerCluster implements OwnedCluster {
    private static final int PORT_TRIES = 3;

    /** How an engine says that it does not see a directory that is to be mounted. */
    private static final String NO_SUCH_SOURCE = "bind source path does not exist";

    private final DockerEngine engine;
    private final DockerClient client;
    private final String image;
    private final Map<String, String> more;
    private final Map<String, String> common;
    private final Function<String, MembershipProbe> probes;
    private final List<BrokerContainer> brokers = new ArrayList<>();
    private final Map<String, String> topology = new LinkedHashMap<>();
    private Optional<Path> directory = Optional.empty();
    private ContainerNetwork network;
    private String version = "unknown";
    private volatile boolean destroyed;
    private final Thread onExit = new Thread(this::destroy, "containers-exit");

    private ContainerCluster(
            DockerEngine engine,
            String image,
            int nodes,
            Function<String, MembershipProbe> probes,
            Map<String, String> more) {
        this.engine = engine;
        this.client = engine.client();
        this.image = image;
        this.probes = probes;
        this.more = Map.copyOf(more);
        this.common = BrokerProperties.forNodes(nodes, more);
        topology.put("broker", "container");
        topology.put("nodes", Integer.toString(nodes));
        topology.put("replication", Integer.toString(nodes));
        topology.put("min.insync.replicas", common.get("min.insync.replicas"));
        topology.put("image", image);
        topology.put("image.id", engine.id(image));
        topology.put("engine", engine.toString());
        BrokerJvm.describe(topology);
    }

    /**
     * Starts the cluster and waits until all nodes are in it, after removing what killed runs left.
     *
     * @param image one that {@link DockerEngine#find} found
     * @param parent where the brokers' data goes when the engine runs on this machine; else it goes to volumes of theirs
     * @param logs where the brokers' logs are kept when the start fails
     * @param probes from bootstrap servers to a probe of that cluster
     * @param advertised what clients, and the brokers among themselves, are told instead of the published ports
     * @param more properties of all brokers, stronger than what the suite tells all its clusters
     *     <p>Errors: {@link IOException} in one line that says which broker failed and why.
     */
    public static ContainerCluster start(
            DockerEngine engine,
            String image,
            int nodes,
            Path parent,
            Path logs,
            Function<String, MembershipProbe> probes,
            Advertised advertised,
            Map<String, String> more)
            throws IOException {
        IOException last = null;
        for (int i = 0; i < PORT_TRIES; i++) {
            ContainerCluster cluster = new ContainerCluster(engine, image, nodes, probes, more);
            Runtime.getRuntime().addShutdownHook(cluster.onExit);
            try {
                Leftovers.sweep(cluster.client);
                cluster.create(nodes, parent, advertised);
                cluster.brokers.parallelStream().forEach(BrokerContainer::start);
                cluster.await(cluster.nodes());
                cluster.version =
                        BrokerLog.version(cluster.brokers.get(0).log()).orElse("unknown");
                cluster.topology.put("broker.jdk", cluster.brokers.get(0).jdk());
                return cluster;
            } catch (IOException | RuntimeException e) {
                last = e instanceof IOException io ? io : new IOException(DockerErrors.oneLine(e), e);
                cluster.keepLogs(logs);
                cluster.close();
                if (!String.valueOf(last.getMessage()).contains("already allocated")
                        && !String.valueOf(last.getMessage()).contains("address already in use")) {
                    break;
                }
            }
        }
        throw last;
    }

    private void create(int nodes, Path parent, Advertised advertised) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Leftovers.OWNER, Owner.self().toString());
        network = ContainerNetwork.create(engine, nodes, labels);
        topology.put("network", network.description());
        Map<Integer, NodeListeners> listeners = network.listeners(advertised);
        if (network.onThisMachine()) {
            directory = Optional.of(ClusterDirectory.create(parent));
            labels.put(Leftovers.DATA, directory.get().toString());
        }
        try {
            addBrokers(listeners, labels);
        } catch (BadRequestException e) {
            // On one machine, and yet with file systems of their own, as between a container and its host.
            if (directory.isEmpty() || !String.valueOf(e.getMessage()).contains(NO_SUCH_SOURCE)) {
                throw e;
            }
            Directories.delete(directory.get());
            directory = Optional.empty();
            labels.remove(Leftovers.DATA);
            addBrokers(listeners, labels);
        }
        topology.put("data", directory.isPresent() ? "directory of this machine" : "volume of the engine");
    }

    private void addBrokers(Map<Integer, NodeListeners> listeners, Map<String, String> labels) throws IOException {
        String clusterId = ClusterId.random();
        for (int node : listeners.keySet()) {
            brokers.add(BrokerContainer.create(
                    client,
                    image,
                    network.id(),
                    node,
                    network.published(node, listeners.get(node)),
                    data(node),
                    clusterId,
                    BrokerProperties.forNode(
                            node, listeners, BrokerContainer.DATA + "/" + BrokerContainer.name(node), more),
                    labels));
        }
    }

    /** Images run their brokers as users of their own, who must be able to write. */
    private Mount data(int node) throws IOException {
        Mount mount = new Mount().withTarget(BrokerContainer.DATA);
        if (directory.isEmpty()) {
            return mount.withType(MountType.VOLUME);
        }
        Path home = Files.createDirectory(directory.get().resolve(BrokerContainer.name(node)));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        return mount.withType(MountType.BIND).withSource(home.toString());
    }

    @Override
    public String bootstrap() {
        return String.join(",", network.clientAddresses());
    }

    @Override
    public List<Integer> nodes() {
        return IntStream.rangeClosed(1, brokers.size()).boxed().toList();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Optional<Duration> cpuTime() {
        return brokers.stream().map(BrokerContainer::cpuTime).reduce(Duration::plus);
    }

    @Override
    public Duration cpuLag() {
        return brokers.stream()
                .map(BrokerContainer::cpuLag)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public Optional<Duration> gcPause(double from, double to) {
        return directory.flatMap(path -> GcLog.longest(path, from, to));
    }

    @Override
    public Map<String, String> topology() {
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
        BrokerContainer broker = broker(node);
        if (broker.running()) {
            throw new IllegalStateException("broker " + node + " is running");
        }
        try {
            broker.start();
            await(List.of(node));
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Container ids by node, for those who look at the cluster from outside, as tests do. */
    public Map<Integer, String> containers() {
        return brokers.stream().collect(Collectors.toMap(BrokerContainer::node, BrokerContainer::id));
    }

    @Override
    public void keepLogs(Path target) {
        for (BrokerContainer broker : brokers) {
            try {
                Files.createDirectories(target);
                Files.write(target.resolve("broker-" + broker.node() + ".log"), broker.log());
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

    /** Killed, not stopped: the data is thrown away. */
    private synchronized void destroy() {
        destroyed = true;
        brokers.parallelStream().forEach(BrokerContainer::remove);
        if (network != null) {
            Leftovers.removeNetwork(client, network.id());
        }
        directory.ifPresent(path -> Leftovers.deleteData(client, image, path));
    }

    private BrokerContainer broker(int node) {
        return brokers.stream()
                .filter(b -> b.node() == node)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + node + ": the cluster has " + nodes()));
    }

    private void await(List<Integer> wanted) throws IOException {
        try {
            Membership.await(
                    probes.apply(bootstrap()),
                    wanted,
                    () -> destroyed,
                    () -> brokers.stream()
                            .flatMap(broker -> broker.unexpectedEnd().stream()
                                    .map(end -> end + " while starting: " + BrokerLog.lastError(broker.log())))
                            .findFirst());
        } catch (DockerException e) {
            throw new IOException(DockerErrors.oneLine(e), e);
        }
    }
}
