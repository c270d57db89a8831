package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real brokers with a proxy before each of their listeners: what the faults of audits do to real clients. */
@ExtendWith(MappedChildren.class)
class KafkaProxyIT {
    private static final int NODES = 3;

    /** Leads every topic here. */
    private static final int LEADER = 1;

    private static final Duration SOON = Duration.ofSeconds(10);

    /** {@code replica.lag.time.max.ms} is 30 s, and it is looked after every half of it. */
    private static final Duration OUT_OF_SYNC = Duration.ofSeconds(75);

    @TempDir
    private static Path tmp;

    private static final Map<Integer, KafkaProxy> BEFORE_CLIENTS = new HashMap<>();
    private static final Map<Integer, KafkaProxy> BEFORE_REPLICAS = new HashMap<>();

    private static ProcessCluster cluster;
    private static TopicAdmin topics;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        for (int node = 1; node <= NODES; node++) {
            BEFORE_CLIENTS.put(node, KafkaProxy.listen("clients-" + node));
            BEFORE_REPLICAS.put(node, KafkaProxy.listen("replicas-" + node));
        }
        cluster = ProcessCluster.start(NODES, tmp, tmp.resolve("logs"), ClusterProbe::new, new Advertised() {
            @Override
            public int toClients(int node, int port) {
                return lead(BEFORE_CLIENTS.get(node), port);
            }

            @Override
            public int toReplicas(int node, int port) {
                return lead(BEFORE_REPLICAS.get(node), port);
            }
        });
        topics = new TopicAdmin(cluster.bootstrap());
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()));
    }

    private static int lead(KafkaProxy proxy, int port) {
        proxy.forwardTo("127.0.0.1", port);
        return proxy.port();
    }

    @AfterAll
    static void stop() {
        if (topics != null) {
            topics.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        BEFORE_CLIENTS.values().forEach(KafkaProxy::close);
        BEFORE_REPLICAS.values().forEach(KafkaProxy::close);
    }

    private static Producer<String, String> producer(String topic, String acks, String... settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", cluster.bootstrap());
        properties.put("client.id", topic);
        properties.put("acks", acks);
        properties.put("enable.idempotence", "false");
        properties.put("linger.ms", "0");
        for (String setting : settings) {
            properties.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private static RecordMetadata send(Producer<String, String> producer, String topic, int number)
            throws InterruptedException, ExecutionException {
        return producer.send(new ProducerRecord<>(topic, 0, null, "v" + number)).get();
    }

    private static List<String> values(int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> "v" + number).toList();
    }

    private static List<String> log(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static TopicPartitionInfo partition(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .get(0);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Duration patience, Condition condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(patience);
            Thread.sleep(200);
        }
        System.out.printf("%s after %d ms%n", what, (System.nanoTime() - begin) / 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBatchWhoseResponseIsLostIsInTheLogTwiceWithoutIdempotenceAndOnceWithIt(boolean idempotence) throws Exception {
        String topic = "response-lost-" + idempotence;
        topics.create(topic, 1, NODES, cluster.nodes());
        Fault fault = BEFORE_CLIENTS
                .get(LEADER)
                .arm(Rule.produce().nth(3).fromClient(topic).swallowResponse().thenClose());
        try (Producer<String, String> producer = producer(topic, "all", "enable.idempotence=" + idempotence)) {
            for (int i = 0; i < 5; i++) {
                send(producer, topic, i);
            }
        }
        assertThat(fault.awaitFired(Duration.ZERO)).isTrue();
        assertThat(fault.fired()).hasSize(1);
        assertThat(fault.seen()).as("five sent and one of them again").isEqualTo(6);
        assertThat(log(topic)).isEqualTo(idempotence ? values(0, 1, 2, 3, 4) : values(0, 1, 2, 2, 3, 4));
    }

    @Test
    void whenRequestsAreLostAcksZeroIsToldNothing() throws Exception {
        String topic = "request-lost-0";
        topics.create(topic, 1, NODES, cluster.nodes());
        Fault fault = BEFORE_CLIENTS
                .get(LEADER)
                .arm(Rule.produce().from(3).fromClient(topic).swallowRequest());
        try (Producer<String, String> producer = producer(topic, "0")) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(producer, topic, i).hasOffset()).isFalse();
            }
            await("three requests are swallowed", SOON, () -> fault.fired().size() == 3);
        }
        await("the two before them are there", SOON, () -> log(topic).equals(values(0, 1)));
    }

    @Test
    void whenRequestsAreLostAcksOneTimesOut() throws Exception {
        String topic = "request-lost-1";
        topics.create(topic, 1, NODES, cluster.nodes());
        Fault fault = BEFORE_CLIENTS
                .get(LEADER)
                .arm(Rule.produce().from(3).fromClient(topic).swallowRequest());
        try (Producer<String, String> producer =
                producer(topic, "1", "request.timeout.ms=500", "delivery.timeout.ms=2000")) {
            send(producer, topic, 0);
            send(producer, topic, 1);
            assertThatThrownBy(() -> send(producer, topic, 2)).hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(fault.fired().size()).as("it was tried again").isGreaterThan(1);
        assertThat(log(topic)).isEqualTo(values(0, 1));
    }

    @Test
    void followersBehindACutLeaveTheInSyncSetAndReturnWhenItHeals() throws Exception {
        String topic = "cut";
        topics.create(topic, 1, NODES, cluster.nodes());
        KafkaProxy proxy = BEFORE_REPLICAS.get(LEADER);
        try (Producer<String, String> producer = producer(topic, "all")) {
            send(producer, topic, 0);
        }
        assertThat(partition(topic).isr()).hasSize(NODES);
        proxy.cut();
        try (Producer<String, String> producer = producer(topic, "1")) {
            send(producer, topic, 1);
            await(
                    "the leader is alone",
                    OUT_OF_SYNC,
                    () -> partition(topic).isr().stream().map(Node::id).toList().equals(List.of(LEADER)));
        } finally {
            proxy.heal();
        }
        await("all are in sync again", OUT_OF_SYNC, () -> partition(topic).isr().size() == NODES);
        assertThat(log(topic)).isEqualTo(values(0, 1));
        assertThat(proxy.events())
                .filteredOn(ProxyEvent.Healed.class::isInstance)
                .last()
                .isInstanceOfSatisfying(ProxyEvent.Healed.class, healed -> {
                    assertThat(healed.connections()).isGreaterThanOrEqualTo(NODES - 1);
                    assertThat(healed.bytes()).isPositive();
                });
    }

    @Test
    void whatALeaderCutOffFromItsFollowersAcknowledgesAloneGoesWithIt() throws Exception {
        String topic = "leader-lost";
        topics.create(topic, 1, NODES, cluster.nodes());
        KafkaProxy proxy = BEFORE_REPLICAS.get(LEADER);
        try (Producer<String, String> producer = producer(topic, "all")) {
            for (int i = 0; i < 3; i++) {
                send(producer, topic, i);
            }
        }
        proxy.cut();
        try (Producer<String, String> producer = producer(topic, "1")) {
            for (int i = 3; i < 13; i++) {
                assertThat(send(producer, topic, i).offset()).isEqualTo(i);
            }
        }
        cluster.kill(LEADER);
        proxy.heal();
        try {
            await("a follower leads", OUT_OF_SYNC, () -> {
                Node leader = partition(topic).leader();
                return leader != null && leader.id() != LEADER && !leader.isEmpty();
            });
            assertThat(log(topic)).as("ten acknowledged records are lost").isEqualTo(values(0, 1, 2));
        } finally {
            cluster.restart(LEADER);
        }
    }
}
