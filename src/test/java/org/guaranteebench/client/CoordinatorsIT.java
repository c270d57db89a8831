package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What coordinators are told and asked, on a real broker. */
class CoordinatorsIT {
    @TempDir
    private static Path tmp;

    private static ProcessCluster cluster;
    private static Coordinators coordinators;

    @BeforeAll
    static void start() throws Exception {
        cluster = ProcessCluster.start(1, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS);
        coordinators = new Coordinators(new ForkTarget(cluster.bootstrap(), "t", "id"));
    }

    @AfterAll
    static void stop() {
        if (coordinators != null) {
            coordinators.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aGroupHasTheHeartbeatThatItWasGivenAndIsAssignedAsOftenAsItChanges() throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "group");
        coordinators.setHeartbeat("group", 150);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) cluster.bootstrap()))) {
            // The broker follows the controller's log.
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            Config config;
            do {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                config = admin.describeConfigs(List.of(group)).all().get().get(group);
            } while (!config.get("consumer.heartbeat.interval.ms").value().equals("150") && System.nanoTime() < giveUp);
            assertThat(config.get("consumer.heartbeat.interval.ms").value()).isEqualTo("150");
            // Brokers before 4.3 do not know it, and do not wait either.
            if (config.get("consumer.assignment.interval.ms") != null) {
                assertThat(config.get("consumer.assignment.interval.ms").value())
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void aHeartbeatThatTheClusterRefusesIsToldInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(() -> coordinators.setHeartbeat("group", 1_000_000))
                .withMessageStartingWith("heartbeat=1000000 was refused: ")
                .withMessageContaining("consumer.heartbeat.interval.ms");
    }

    @Test
    void theStateOfATransactionIsAwaited() throws Exception {
        try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            admin.create("t", 1, 1, cluster.nodes());
        }
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrap(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "id");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            coordinators.requireState("id", TransactionState.EMPTY);
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", new byte[16])).get();
            coordinators.requireState("id", TransactionState.ONGOING);
            producer.commitTransaction();
            coordinators.requireState("id", TransactionState.COMPLETE_COMMIT);
            producer.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void anIdThatNobodyHasIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> coordinators.requireState("nobody", TransactionState.EMPTY))
                .withMessageStartingWith("the transactions of nobody: ");
    }
}
