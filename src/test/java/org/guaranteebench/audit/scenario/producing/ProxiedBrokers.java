package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.run.ClusterProbe;

/** Broker processes behind proxies, as far as the scenarios of this package need them. */
final class ProxiedBrokers implements AuditBrokers, AutoCloseable {
    private final Map<Integer, KafkaProxy> beforeClients = new HashMap<>();
    private final Map<Integer, KafkaProxy> beforeReplicas = new HashMap<>();
    private final ProcessCluster cluster;
    private final Admin admin;

    ProxiedBrokers(int nodes, Path home) throws IOException {
        for (int node = 1; node <= nodes; node++) {
            beforeClients.put(node, KafkaProxy.listen("clients-" + node));
            beforeReplicas.put(node, KafkaProxy.listen("replicas-" + node));
        }
        cluster = ProcessCluster.start(nodes, home, home.resolve("logs"), ClusterProbe::new, new Advertised() {
            @Override
            public int toClients(int node, int port) {
                return lead(beforeClients.get(node), port);
            }

            @Override
            public int toReplicas(int node, int port) {
                return lead(beforeReplicas.get(node), port);
            }
        });
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    private static int lead(KafkaProxy proxy, int port) {
        proxy.forwardTo("127.0.0.1", port);
        return proxy.port();
    }

    @Override
    public String bootstrap() {
        return beforeClients.values().stream()
                .map(proxy -> "127.0.0.1:" + proxy.port())
                .collect(Collectors.joining(","));
    }

    @Override
    public List<Integer> nodes() {
        return cluster.nodes();
    }

    @Override
    public KafkaProxy beforeClients(int node) {
        return beforeClients.get(node);
    }

    @Override
    public KafkaProxy beforeReplicas(int node) {
        return beforeReplicas.get(node);
    }

    @Override
    public String kill(int node) {
        long pid = cluster.processes().get(node);
        cluster.kill(node);
        return "process " + pid + " of broker " + node + (ProcessHandle.of(pid).isPresent() ? " lives" : " was killed");
    }

    @Override
    public void restart(int node) {
        cluster.restart(node);
    }

    @Override
    public void pause(int node) {
        cluster.pause(node);
    }

    @Override
    public void resume(int node) {
        cluster.resume(node);
    }

    @Override
    public Leadership leadership(String topic, int partition) throws IOException {
        TopicPartition wanted = new TopicPartition(topic, partition);
        return answered(() -> {
            TopicPartitionInfo info = info(topic, partition);
            int epoch = admin.listOffsets(Map.of(wanted, OffsetSpec.latest()))
                    .all()
                    .get()
                    .get(wanted)
                    .leaderEpoch()
                    .orElse(-1);
            return new Leadership(
                    info.leader().id(), epoch, info.isr().stream().map(Node::id).toList());
        });
    }

    @Override
    public Leadership awaitOtherLeader(String topic, int partition, int not, Duration patience)
            throws IOException, InterruptedException {
        await("another leader", patience, () -> {
            Node leader = info(topic, partition).leader();
            return leader != null && !leader.isEmpty() && leader.id() != not;
        });
        return leadership(topic, partition);
    }

    @Override
    public void awaitInSync(String topic, int partition, Duration patience) throws IOException, InterruptedException {
        await("all in sync", patience, () -> info(topic, partition).isr().size() == nodes().size());
    }

    @Override
    public OptionalLong lag(String group, String topic, int partitions) {
        return OptionalLong.empty();
    }

    private TopicPartitionInfo info(String topic, int partition) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .get(partition);
    }

    private static void await(String what, Duration patience, Callable<Boolean> condition)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!answered(condition)) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("waited in vain for " + what);
            }
            Thread.sleep(50);
        }
    }

    private static <T> T answered(Callable<T> question) throws IOException {
        try {
            return question.call();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        cluster.close();
        beforeClients.values().forEach(KafkaProxy::close);
        beforeReplicas.values().forEach(KafkaProxy::close);
    }
}
