package org.guaranteebench.cluster;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.guaranteebench.Jar;
import org.guaranteebench.SharedClasses;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.Ports;

/**
 * A cluster such as somebody else runs: SCRAM users over TLS who may do what access control lists say, and nothing else.
 *
 * <p>Only whom the brokers know by no name may do everything: the cluster itself, this class's own client, and tests
 * that connect to {@link #plaintext()} or, without a certificate, to {@link #ssl()}. One thread.
 */
public final class SecureCluster implements AutoCloseable {
    /** The principal, without {@code User:}, that the certificate of {@link #mutualTls} stands for. */
    public static final String CERTIFICATE_USER = "CN=" + Certificates.CLIENT;

    /** Of every key and trust store that a client's properties name. */
    public static final String STORE_PASSWORD = Certificates.PASSWORD;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEP_MILLIS = 500;

    /** Below those from which runs choose, and a share for each JVM of tests: a closed cluster must find its own again. */
    private static final int LOWEST_PORT = 12_000;

    private static final int PORTS = 2_000;

    /** Where brokers listen, in the order of their names in the properties. */
    private enum Listener {
        CLIENT(SecurityProtocol.PLAINTEXT),
        SCRAM(SecurityProtocol.SASL_SSL),
        TLS(SecurityProtocol.SSL),
        REPLICATION(SecurityProtocol.PLAINTEXT),
        CONTROLLER(SecurityProtocol.PLAINTEXT);

        private final SecurityProtocol protocol;

        Listener(SecurityProtocol protocol) {
            this.protocol = protocol;
        }
    }

    private final Path directory;
    private final int nodes;
    private final List<Integer> ports;
    private final String clusterId = Uuid.randomUuid().toString();
    private final Certificates certificates;
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final Admin admin;
    private final Users users;

    private SecureCluster(int nodes, List<Integer> ports) throws IOException {
        this.nodes = nodes;
        this.ports = ports;
        directory = Files.createTempDirectory("kgb-secure-");
        certificates = Certificates.create(Files.createDirectory(directory.resolve("tls")));
        for (int node = 1; node <= nodes; node++) {
            Path home = directory.resolve("node-" + node);
            brokers.add(new BrokerProcess(node, clusterId, home, properties(node, home), jvm()));
        }
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, plaintext()));
        users = new Users(admin, this::logins);
    }

    /** Starts {@code nodes} brokers and waits until all are in the cluster. Errors: {@link IOException} in one line. */
    public static SecureCluster start(int nodes) throws IOException {
        return start(nodes, ports(Listener.values().length * nodes));
    }

    private static List<String> jvm() {
        List<String> jvm = new ArrayList<>(List.of(Jar.QUICK_START));
        jvm.addAll(SharedClasses.options());
        return jvm;
    }

    private static List<Integer> ports(int count) {
        int lowest = LOWEST_PORT + PORTS * (Integer.getInteger("fork.number", 1) - 1);
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(lowest, lowest + PORTS))
                .filter(port -> Ports.isFree(port, InetAddress.getLoopbackAddress()))
                .distinct()
                .limit(count)
                .boxed()
                .toList();
    }

    /** Starts another cluster, with nothing in it, at the addresses of one that was closed. */
    public static SecureCluster startInPlaceOf(SecureCluster closed) throws IOException {
        return start(closed.nodes, closed.ports);
    }

    private static SecureCluster start(int nodes, List<Integer> ports) throws IOException {
        SharedClasses.OfChildren mapped = SharedClasses.ofChildren();
        try {
            return begin(nodes, ports);
        } finally {
            mapped.close();
        }
    }

    private static SecureCluster begin(int nodes, List<Integer> ports) throws IOException {
        SecureCluster cluster = new SecureCluster(nodes, ports);
        try {
            for (BrokerProcess broker : cluster.brokers) {
                broker.start();
            }
            cluster.awaitBrokers();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Everything is allowed here. */
    public String plaintext() {
        return bootstrap(Listener.CLIENT);
    }

    /** For users of {@link #users}. */
    public String saslSsl() {
        return bootstrap(Listener.SCRAM);
    }

    /** TLS. Who shows no certificate may do everything, who shows the client's is {@link #CERTIFICATE_USER}. */
    public String ssl() {
        return bootstrap(Listener.TLS);
    }

    public String clusterId() {
        return clusterId;
    }

    /** Who may log in at {@link #saslSsl()}, and do what. */
    public Users users() {
        return users;
    }

    /** A client's properties for {@link #saslSsl()}; no bootstrap servers among them. */
    public Properties scram(String user, String password) {
        Properties properties = certificates.trust();
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SASL_SSL.name);
        properties.put(SaslConfigs.SASL_MECHANISM, ScramMechanism.SCRAM_SHA_512.mechanismName());
        properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        return properties;
    }

    /** A client's properties for {@link #ssl()}, without a certificate of its own. */
    public Properties tls() {
        Properties properties = certificates.trust();
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SSL.name);
        return properties;
    }

    /** A client's properties for {@link #ssl()}, as {@link #CERTIFICATE_USER}. */
    public Properties mutualTls() {
        Properties properties = tls();
        properties.putAll(certificates.identity());
        return properties;
    }

    /** {@link #scram} as a file in {@code directory}. */
    public Path clientConfig(Path directory, String user, String password) throws IOException {
        return write(directory.resolve("client.properties"), scram(user, password));
    }

    /** {@link #tls} as a file in {@code directory}. */
    public Path sslConfig(Path directory) throws IOException {
        return write(directory.resolve("client.properties"), tls());
    }

    public static Path write(Path file, Properties properties) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** Ids of all topics but Kafka's own, by name. */
    public Map<String, Uuid> topics() {
        Map<String, Uuid> topics = new TreeMap<>();
        get(admin.listTopics().listings()).forEach(topic -> topics.put(topic.name(), topic.topicId()));
        return topics;
    }

    Path directory() {
        return directory;
    }

    /** A client who may do everything. It is closed with the cluster. */
    public Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        brokers.stream().filter(BrokerProcess::started).forEach(BrokerProcess::kill);
        Directories.delete(directory);
    }

    private Map<String, String> properties(int node, Path home) {
        Map<String, String> properties = new TreeMap<>(BrokerProperties.forNodes(nodes));
        String listeners = Stream.of(Listener.values())
                .map(listener -> listener + "://" + address(listener, node))
                .collect(Collectors.joining(","));
        properties.put("node.id", Integer.toString(node));
        properties.put("listeners", listeners);
        properties.put("advertised.listeners", listeners);
        properties.put(
                "listener.security.protocol.map",
                Stream.of(Listener.values())
                        .map(listener -> listener + ":" + listener.protocol)
                        .collect(Collectors.joining(",")));
        properties.put("inter.broker.listener.name", Listener.REPLICATION.name());
        properties.put("controller.listener.names", Listener.CONTROLLER.name());
        properties.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(n -> n + "@" + address(Listener.CONTROLLER, n))
                        .collect(Collectors.joining(",")));
        properties.put("log.dirs", home.resolve("data").toString());
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put("super.users", "User:ANONYMOUS");
        String mechanism = ScramMechanism.SCRAM_SHA_512.mechanismName();
        properties.put("sasl.enabled.mechanisms", mechanism);
        properties.put(
                "listener.name.scram." + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("listener.name.tls.ssl.client.auth", "requested");
        certificates.broker().forEach((key, value) -> properties.put(key.toString(), value.toString()));
        return properties;
    }

    private String bootstrap(Listener listener) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> address(listener, node))
                .collect(Collectors.joining(","));
    }

    private String address(Listener listener, int node) {
        return "127.0.0.1:" + ports.get(listener.ordinal() * nodes + node - 1);
    }

    /** Properties with which a user logs in at each single broker. */
    private List<Properties> logins(String user, String password) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> {
                    Properties properties = scram(user, password);
                    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(Listener.SCRAM, node));
                    return properties;
                })
                .toList();
    }

    private void awaitBrokers() throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (liveNodes() < nodes) {
            for (BrokerProcess broker : brokers) {
                if (!broker.alive() || System.nanoTime() > giveUp) {
                    throw new IOException("broker " + broker.node() + " did not start: " + broker.lastError());
                }
            }
        }
    }

    private int liveNodes() {
        try {
            DescribeClusterOptions soon = new DescribeClusterOptions().timeoutMs(STEP_MILLIS);
            return admin.describeCluster(soon).nodes().get().size();
        } catch (ExecutionException e) {
            // Nobody answers yet.
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
