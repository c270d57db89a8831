package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.client.ClusterView;
import org.guaranteebench.client.ClusterView.Replicas;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.run.OwnBrokers;

/** A cluster of the suite's own behind its proxies. One thread, as twins are played one after the other. */
final class ProxiedBrokers implements AuditBrokers, AutoCloseable {
    private static final long STEP_MILLIS = 50;

    /** In which a broker that is well hears of a topic, or of what it leads. */
    private static final long HEARSAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * How soon a leader asks again whether the last transaction's markers are written, in ms. Kafka's 20 made most of the
     * time of a million records in transactions; no guarantee depends on it. Only the levels' availability, which is a
     * cost, is measured on brokers without it.
     */
    private static final Map<String, String> PROPERTIES = Map.of("add.partitions.to.txn.retry.backoff.ms", "1");

    private final Proxies proxies;
    private final OwnedCluster cluster;
    private final ClusterView view;
    private final TopicAdmin topics;
    private final Set<Integer> dead = new TreeSet<>();
    private final Set<Integer> paused = new TreeSet<>();

    private ProxiedBrokers(Proxies proxies, OwnedCluster cluster) {
        this.proxies = proxies;
        this.cluster = cluster;
        this.view = new ClusterView(proxies.bootstrap());
        this.topics = new TopicAdmin(proxies.bootstrap());
    }

    /**
     * @param data where brokers keep theirs
     * @param logs where their logs are kept when the start fails
     *     <p>Errors: {@link IOException} in one line; nothing is left then.
     */
    static ProxiedBrokers start(OwnBrokers brokers, Path data, Path logs) throws IOException {
        Proxies proxies = new Proxies();
        OwnedCluster cluster = null;
        try {
            cluster = brokers.start(data, logs, proxies, PROPERTIES);
            return new ProxiedBrokers(proxies, cluster);
        } catch (IOException | RuntimeException e) {
            end(cluster, proxies);
            throw e;
        }
    }

    OwnedCluster cluster() {
        return cluster;
    }

    TopicAdmin topics() {
        return topics;
    }

    ClusterView view() {
        return view;
    }

    @Override
    public String bootstrap() {
        return proxies.bootstrap();
    }

    @Override
    public List<Integer> nodes() {
        return cluster.nodes();
    }

    @Override
    public KafkaProxy beforeClients(int node) {
        return proxies.beforeClients(node);
    }

    @Override
    public KafkaProxy beforeReplicas(int node) {
        return proxies.beforeReplicas(node);
    }

    @Override
    public String kill(int node) throws IOException {
        String how = told(() -> cluster.kill(node));
        dead.add(node);
        paused.remove(node);
        return how;
    }

    @Override
    public void restart(int node) throws IOException {
        told(() -> {
            cluster.restart(node);
            return node;
        });
        dead.remove(node);
    }

    @Override
    public void pause(int node) throws IOException {
        told(() -> {
            cluster.pause(node);
            return node;
        });
        paused.add(node);
    }

    @Override
    public void resume(int node) throws IOException {
        told(() -> {
            cluster.resume(node);
            return node;
        });
        paused.remove(node);
    }

    @Override
    public Leadership leadership(String topic, int partition) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + HEARSAY_NANOS;
        while (true) {
            boolean last = System.nanoTime() > giveUp;
            try {
                Leadership now = leadership(view.replicas(topic, partition), topic, partition);
                if (last || now.epoch() >= 0 || !answers(now.leader())) {
                    return now;
                }
            } catch (IllegalStateException e) {
                // Right after a topic's creation not every broker knows of it.
                if (last) {
                    throw new IOException(e.getMessage(), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    private boolean answers(int node) {
        return node >= 0 && !dead.contains(node) && !paused.contains(node);
    }

    private Leadership leadership(Replicas replicas, String topic, int partition) {
        return new Leadership(replicas.leader(), epoch(replicas.leader(), topic, partition), replicas.inSync());
    }

    /** A leader that has died or fallen silent says none. */
    private int epoch(int leader, String topic, int partition) {
        if (!answers(leader)) {
            return -1;
        }
        try {
            return view.leaderEpoch(topic, partition);
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    @Override
    public Leadership awaitOtherLeader(String topic, int partition, int not, Duration patience)
            throws IOException, InterruptedException {
        Replicas found = await(
                topic + "-" + partition + " has no other leader than " + not,
                replicas -> replicas.leader() >= 0 && replicas.leader() != not,
                topic,
                partition,
                patience);
        return told(() -> leadership(found, topic, partition));
    }

    @Override
    public void awaitInSync(String topic, int partition, Duration patience) throws IOException, InterruptedException {
        int copies = cluster.replication();
        await(
                topic + "-" + partition + " has not all " + copies + " replicas in sync",
                replicas -> replicas.inSync().size() == copies,
                topic,
                partition,
                patience);
    }

    private Replicas await(String not, Predicate<Replicas> reached, String topic, int partition, Duration patience)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        String last = "nobody answers";
        while (true) {
            try {
                Replicas now = view.replicas(topic, partition);
                if (reached.test(now)) {
                    return now;
                }
                last = "the leader is " + now.leader() + ", in sync are " + now.inSync();
            } catch (IllegalStateException e) {
                // A question that met the fault.
                last = String.valueOf(e.getMessage());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > giveUp) {
                throw new IOException(not + " after " + patience.toSeconds() + " s: " + last);
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    @Override
    public OptionalLong lag(String group, String topic, int partitions) throws IOException {
        return OptionalLong.of(told(() -> view.lag(group, topic, partitions)));
    }

    /** Undoes what a twin has left: rules, cuts, pauses. A dead broker stays dead, see {@link #fault}. */
    void tidy() {
        proxies.clear();
        for (int node : paused) {
            try {
                cluster.resume(node);
            } catch (IllegalStateException e) {
                // Dead, which is a fault and told there.
            }
        }
        paused.clear();
    }

    /** Why the cluster is not whole, by a twin's doing or not; empty when it is. */
    Optional<String> fault() {
        return dead.isEmpty() ? cluster.fault() : Optional.of("brokers " + dead + " are dead");
    }

    /** @see Proxies#log */
    ProxyLog log(long sinceNanos) {
        return proxies.log(sinceNanos);
    }

    Map<String, String> topology() {
        return cluster.topology();
    }

    @Override
    public void close() {
        try {
            end(cluster, proxies);
        } finally {
            try {
                view.close();
            } finally {
                topics.close();
            }
        }
    }

    /** @param cluster null if it did not start */
    private static void end(OwnedCluster cluster, Proxies proxies) {
        try {
            if (cluster != null) {
                cluster.close();
            }
        } finally {
            proxies.close();
        }
    }

    /** Errors of clusters and of their answers, in a line. */
    private static <T> T told(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
