package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network.Ipam;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.Docker;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.jvm.Owner;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerClusterIT {
    private static Closeable alone;

    private final DockerEngine engine = Docker.engine();
    private final String image = Docker.image();

    @TempDir
    private Path tmp;

    @BeforeAll
    static void beAlone() throws IOException {
        alone = Docker.alone();
    }

    @AfterAll
    static void leave() throws IOException {
        alone.close();
    }

    private ContainerCluster start(int nodes) throws IOException {
        return ContainerCluster.start(
                engine, image, nodes, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS, Map.of());
    }

    @Test
    void threeNodesReplicateAndMeetTheirBoundOfTime() throws Exception {
        long begin = System.nanoTime();
        try (ContainerCluster cluster = start(3)) {
            Duration ready = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("three containers ready in %d ms%n", ready.toMillis());
            // Fifteen seconds on an idle machine; a shared one may be busy with something else just now.
            assertThat(ready).isLessThan(Duration.ofSeconds(30));
            assertThat(cluster.nodes()).containsExactly(1, 2, 3);
            assertThat(cluster.replication()).isEqualTo(3);
            assertThat(cluster.fault()).isEmpty();
            assertThat(cluster.cpuTime().orElseThrow()).isPositive();
            assertThat(cluster.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
            assertThat(cluster.brokerProperties()).isEqualTo(BrokerProperties.forNodes(3));
            assertThat(cluster.topology())
                    .containsEntry("broker", "container")
                    .containsEntry("nodes", "3")
                    .containsEntry("min.insync.replicas", "2")
                    .containsEntry("image", image);
            assertThat(cluster.topology().get("image.id")).startsWith("sha256:");
            assertThat(cluster.topology().get("broker.jdk")).matches("[0-9]+\\..*");
            try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
                assertThat(admin.liveNodes()).containsExactly(1, 2, 3);
                assertThat(admin.transactionVersion()).hasValue((short) 2);
                admin.create("t", 6, 3, cluster.nodes());
                assertThat(admin.endOffsets("t", 6)).isZero();
                Map<String, String> expected = BrokerProperties.forNodes(3);
                assertThat(admin.brokerSettings(2, expected.keySet())).containsAllEntriesOf(without(expected));
            }
        }
        assertNothingIsLeft();
    }

    /** A process role is not among the settings that brokers tell. */
    private static Map<String, String> without(Map<String, String> properties) {
        Map<String, String> told = new HashMap<>(properties);
        told.remove("process.roles");
        return told;
    }

    @Test
    void oneNodeIsAWholeCluster() throws Exception {
        try (ContainerCluster cluster = start(1);
                TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            assertThat(cluster.nodes()).containsExactly(1);
            assertThat(cluster.topology()).containsEntry("min.insync.replicas", "1");
            assertThat(admin.liveNodes()).containsExactly(1);
        }
        assertNothingIsLeft();
    }

    @Test
    void aKilledNodeComesBackAtItsAddressWithItsData() throws Exception {
        try (ContainerCluster cluster = start(3);
                TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            admin.create("t", 1, 3, List.of(2, 3, 1));
            send(cluster, "t", 5);
            Duration cpu = cluster.cpuTime().orElseThrow();
            String bootstrap = cluster.bootstrap();
            cluster.kill(2);
            assertThat(cluster.fault()).as("it was asked for").isEmpty();
            assertThat(state(cluster, 2)).isEqualTo("exited");
            cluster.restart(2);
            assertThat(cluster.bootstrap()).isEqualTo(bootstrap);
            assertThat(cluster.cpuTime().orElseThrow())
                    .as("of dead processes, too")
                    .isGreaterThan(cpu);
            assertThat(admin.liveNodes()).containsExactly(1, 2, 3);
            send(cluster, "t", 5);
            assertThat(admin.endOffsets("t", 1)).isEqualTo(10);
            assertThatThrownBy(() -> cluster.restart(2)).hasMessage("broker 2 is running");
            assertThatThrownBy(() -> cluster.kill(4)).hasMessageContaining("the cluster has [1, 2, 3]");
        }
        assertNothingIsLeft();
    }

    @Test
    void aPausedNodeAnswersNobodyUntilItGoesOnAndCanBeKilledMeanwhile() throws Exception {
        try (ContainerCluster cluster = start(1)) {
            cluster.pause(1);
            assertThat(state(cluster, 1)).isEqualTo("paused");
            try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap(), Duration.ofSeconds(2))) {
                assertThatThrownBy(admin::liveNodes).isInstanceOf(IllegalStateException.class);
                cluster.resume(1);
                assertThat(admin.liveNodes()).containsExactly(1);
            }
            cluster.pause(1);
            cluster.kill(1);
            assertThat(state(cluster, 1)).isEqualTo("exited");
        }
        assertNothingIsLeft();
    }

    @Test
    void aDeathThatNobodyAskedForIsAFault() throws Exception {
        try (ContainerCluster cluster = start(1)) {
            engine.client().killContainerCmd(cluster.containers().get(1)).exec();
            while (state(cluster, 1).equals("running")) {
                Thread.sleep(20);
            }
            assertThat(cluster.fault()).hasValue("broker 1 ended with status 137");
            Leftovers.remove(engine.client(), cluster.containers().get(1));
            assertThat(cluster.fault()).hasValue("the container of broker 1 was removed");
        }
        assertNothingIsLeft();
    }

    @Test
    void theEnginesAccountOfCpuAgreesWithTheKernels() throws Exception {
        try (ContainerCluster cluster = start(1)) {
            String container = cluster.containers().get(1);
            try (ContainerCpu told = new ContainerCpu.OfEngine(engine.client(), container)) {
                Thread.sleep(4_000);
                Duration before = told.used();
                Duration kernel = cluster.cpuTime().orElseThrow();
                try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
                    for (int i = 0; i < 40; i++) {
                        admin.delete(admin.create("t" + i, 6, 1, List.of(1)));
                    }
                }
                Thread.sleep(3_000);
                double byEngine = told.used().minus(before).toMillis();
                double byKernel = cluster.cpuTime().orElseThrow().minus(kernel).toMillis();
                System.out.printf("CPU by the engine %.0f ms, by the kernel %.0f ms%n", byEngine, byKernel);
                assertThat(byKernel).isGreaterThan(100);
                assertThat(byEngine / byKernel).isBetween(0.6, 1.6);
            }
        }
    }

    @Test
    void anImageThatIsNoBrokersSaysWhyItDoesNotStartAndLeavesNothing() throws Exception {
        String base = System.getProperty("broker.base", "");
        assumeTrue(!base.isEmpty(), "needs an image that is no broker's, the one of -Dbroker.base");
        String other = engine.find(base).orElseThrow();
        assertThatThrownBy(() -> ContainerCluster.start(
                        engine, other, 1, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS, Map.of()))
                .isInstanceOf(IOException.class)
                .message()
                .hasLineCount(1);
        assertNothingIsLeft();
    }

    @Test
    void whatAKilledRunLeftGoesAtTheNextStartAndWhatALiveOneUsesStays() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        Owner self = Owner.self();
        ended.waitFor();
        Owner dead = new Owner(self.host(), self.boot(), self.pids(), ended.pid(), "1");
        assertThat(dead.gone()).isTrue();
        Path data = Files.createDirectory(tmp.resolve("kgb-cluster-dead"));
        Files.writeString(data.resolve("owner"), dead.toString());
        Files.writeString(Files.createDirectory(data.resolve("node-1")).resolve("log"), "x");
        DockerClient client = engine.client();
        String network = network(client, dead);
        String left =
                container(client, Map.of(Leftovers.OWNER, dead.toString(), Leftovers.DATA, data.toString()), network);
        String used = container(client, Map.of(Leftovers.OWNER, self.toString()), "none");
        try (ContainerCluster cluster = start(1)) {
            assertThat(cluster.fault()).isEmpty();
            assertThat(ids(client)).contains(used).doesNotContain(left);
            assertThat(client.listNetworksCmd().withIdFilter(network).exec()).isEmpty();
            assertThat(data).doesNotExist();
        } finally {
            Leftovers.remove(client, used);
        }
    }

    private static String network(DockerClient client, Owner owner) {
        return client.createNetworkCmd()
                .withName("kgb-test-" + System.nanoTime())
                .withDriver("bridge")
                .withIpam(new Ipam())
                .withLabels(Map.of(Leftovers.OWNER, owner.toString()))
                .exec()
                .getId();
    }

    private String container(DockerClient client, Map<String, String> labels, String network) {
        String id = client.createContainerCmd(image)
                .withEntrypoint("sleep", "600")
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network))
                .exec()
                .getId();
        client.startContainerCmd(id).exec();
        return id;
    }

    private static List<String> ids(DockerClient client) {
        return client.listContainersCmd().withShowAll(true).exec().stream()
                .map(Container::getId)
                .toList();
    }

    private String state(ContainerCluster cluster, int node) {
        return engine.client()
                .inspectContainerCmd(cluster.containers().get(node))
                .exec()
                .getState()
                .getStatus();
    }

    private static void send(ContainerCluster cluster, String topic, int records) throws Exception {
        Map<String, Object> properties =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap(), ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[100])).get();
            }
        }
    }

    private void assertNothingIsLeft() {
        String self = Owner.self().toString();
        assertThat(engine.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(Leftovers.OWNER, self))
                        .exec())
                .isEmpty();
        assertThat(engine.client()
                        .listNetworksCmd()
                        .withFilter("label", List.of(Leftovers.OWNER + "=" + self))
                        .exec())
                .isEmpty();
        assertThat(tmp).isDirectoryNotContaining("glob:**kgb-cluster-*");
    }
}
