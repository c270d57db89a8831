package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.Secrets;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.BrokerProperties;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.cluster.ExternalCluster;

/**
 * A cluster of somebody else's, as far as the user named it. Only looks at it; what is made there, {@link TrialTopics}
 * makes and takes away. One thread.
 */
public final class ExternalBrokers implements Brokers {
    /** Long enough for a sleepy authentication service, short enough for somebody who waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What brokers are asked about themselves: settings that move the figures and hold no secret. */
    private static final Set<String> SETTINGS = Set.of(
            "default.replication.factor",
            "min.insync.replicas",
            "num.io.threads",
            "num.network.threads",
            "num.replica.fetchers",
            "message.max.bytes",
            "compression.type",
            "log.flush.interval.messages",
            "log.flush.interval.ms",
            "replica.lag.time.max.ms",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions");

    private final String bootstrap;
    private final String clusterId;
    private final Optional<ClientFile> clientFile;
    private final Secrets secrets;
    private final int replication;
    private final Caps caps;
    private ExternalCluster cluster;

    /** @param clusterId what the user says the cluster is */
    ExternalBrokers(String bootstrap, String clusterId, Optional<ClientFile> clientFile, int replication, Caps caps) {
        this.bootstrap = bootstrap;
        this.clusterId = clusterId;
        this.clientFile = clientFile;
        this.secrets = clientFile.map(ClientFile::secrets).orElse(Secrets.NONE);
        this.replication = replication;
        this.caps = caps;
    }

    @Override
    public String description() {
        return "external cluster " + clusterId + " at " + bootstrap + ", replication factor " + replication;
    }

    @Override
    public String reason() {
        return "asked for";
    }

    @Override
    public String phase() {
        return "using the external cluster";
    }

    @Override
    public int replication() {
        return replication;
    }

    @Override
    public boolean replaceable() {
        return false;
    }

    @Override
    public double startSeconds() {
        return 1;
    }

    @Override
    public boolean dataOnThisMachine() {
        return false;
    }

    @Override
    public Caps caps() {
        return caps;
    }

    @Override
    public Optional<ClientFile> clientFile() {
        return clientFile;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    /**
     * As on owned brokers: what acks=all means, and that a deleted topic's files go before the next trial. A topic that
     * a killed run left, and nobody cleaned up, soon holds little.
     */
    @Override
    public Map<String, String> topicSettings() {
        return Map.of(
                "min.insync.replicas",
                Integer.toString(BrokerProperties.minInSyncReplicas(replication)),
                "file.delete.delay.ms",
                "0",
                "retention.ms",
                Long.toString(Duration.ofHours(2).toMillis()));
    }

    /**
     * Is it there, is it the one that was meant, is it large enough, would it let the run make and delete its topics?
     * Nothing is made to find out.
     */
    @Override
    public void check(String run) throws IOException {
        cluster = Silence.around(() -> look(run));
    }

    private ExternalCluster look(String run) {
        try (TopicAdmin admin = new TopicAdmin(bootstrap, clientFile, PATIENCE)) {
            String found = admin.clusterId();
            if (!found.equals(clusterId)) {
                throw new IllegalArgumentException("--cluster-id " + clusterId + ": the cluster at " + bootstrap
                        + " is " + found + "; allowed is the id of the cluster that you mean");
            }
            List<Integer> nodes = admin.nodesAcrossRacks();
            if (nodes.size() < replication) {
                throw new IllegalArgumentException("--replication-factor " + replication + ": the cluster has "
                        + nodes.size() + (nodes.size() == 1 ? " broker" : " brokers") + "; allowed are 1 to "
                        + nodes.size());
            }
            admin.rehearse(TrialTopics.PREFIX + run + "-rehearsal", 1, replication, nodes, topicSettings());
            return new ExternalCluster(
                    bootstrap,
                    clusterId,
                    version(admin),
                    nodes,
                    replication,
                    BrokerProperties.minInSyncReplicas(replication),
                    settings(admin, nodes.get(0)));
        } catch (KafkaException e) {
            // The client was not even made.
            throw refused(e);
        } catch (IllegalStateException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public Cluster start(Path data, Path logs) {
        if (cluster == null) {
            throw new IllegalStateException("the cluster was not checked");
        }
        return cluster;
    }

    private IllegalArgumentException refused(Throwable cause) {
        String said = secrets.hide(Causes.oneLine(cause));
        String file = clientFile.map(f -> "--client-config " + f.path()).orElse("no --client-config");
        if (cause instanceof AuthenticationException) {
            return new IllegalArgumentException(file + ": the cluster at " + bootstrap + " refuses: " + said);
        }
        if (cause instanceof AuthorizationException) {
            return new IllegalArgumentException(file + ": may not make topics at " + bootstrap + ": " + said
                    + "; needed are CREATE, DESCRIBE, DELETE, READ and WRITE on topics, and DESCRIBE and WRITE on"
                    + " transactional ids, with the prefix " + TrialTopics.PREFIX);
        }
        if (cause instanceof PolicyViolationException) {
            return new IllegalArgumentException(
                    "--bootstrap-server " + bootstrap + ": the cluster's policy refuses the run's topics: " + said);
        }
        if (said.contains("bootstrap")) {
            return new IllegalArgumentException(
                    "--bootstrap-server " + bootstrap + ": " + said + "; allowed is host:port,…");
        }
        if (cause instanceof KafkaException && cause.getCause() != null || cause instanceof ConfigException) {
            return new IllegalArgumentException(file + ": Kafka's client refuses it: " + said);
        }
        return new IllegalArgumentException("--bootstrap-server " + bootstrap + ": no answer within "
                + PATIENCE.toSeconds() + " s (" + said + "); is it the address, or does the port speak another"
                + " security.protocol than "
                + clientFile.map(f -> "that of " + f.path()).orElse("PLAINTEXT, for which --client-config is needed")
                + "?");
    }

    /** No API tells a broker's release; the level of its metadata is what all brokers of the cluster agree on. */
    private static String version(TopicAdmin admin) {
        return admin.metadataVersion()
                .map(level -> "unknown, metadata.version " + level)
                .orElse("unknown");
    }

    private Map<String, String> settings(TopicAdmin admin, int node) {
        try {
            return admin.brokerSettings(node, SETTINGS);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Map.of();
            }
            throw e;
        }
    }
}
