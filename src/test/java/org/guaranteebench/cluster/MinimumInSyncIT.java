package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What docs/SEMANTICS.md says of a partition with fewer replicas in sync than its minimum. */
@ExtendWith(MappedChildren.class)
class MinimumInSyncIT {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int COPIES = 3;

    @TempDir
    private Path tmp;

    /** A minimum of three, so that one death is enough and two controllers go on. */
    @Test
    void belowItAcksAllIsRefusedAndWhatAcksOneWasToldIsReadByNobody() throws Exception {
        try (ProcessCluster cluster = ProcessCluster.start(
                        COPIES, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS);
                Admin admin = Admin.create(connection(cluster))) {
            NewTopic topic = new NewTopic(PARTITION.topic(), Map.of(0, List.of(1, 2, 3)))
                    .configs(Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(COPIES)));
            admin.createTopics(List.of(topic)).all().get();
            send(cluster, "all", "before");

            cluster.kill(3);
            awaitInSync(admin, 2);
            assertThatThrownBy(() -> send(cluster, "all", "refused"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(NotEnoughReplicasException.class);
            assertThat(catchThrowable(() -> send(cluster, "1", "acknowledged"))).isNull();
            assertThat(read(cluster, 2, Duration.ofSeconds(2))).containsExactly("before");

            cluster.restart(3);
            awaitInSync(admin, COPIES);
            send(cluster, "all", "after");
            assertThat(read(cluster, 3, Duration.ofSeconds(20))).containsExactly("before", "acknowledged", "after");
        }
    }

    private static Map<String, Object> connection(ProcessCluster cluster) {
        return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
    }

    private static void send(ProcessCluster cluster, String acks, String value) throws Exception {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrap(),
                ProducerConfig.ACKS_CONFIG,
                acks,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.RETRIES_CONFIG,
                0);
        try (Producer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, value))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** All that comes until there are as many as are wanted, or the patience is over. */
    private static List<String> read(ProcessCluster cluster, int wanted, Duration patience) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(connection(cluster), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long giveUp = System.nanoTime() + patience.toNanos();
            while (values.size() < wanted && System.nanoTime() < giveUp) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    private static void awaitInSync(Admin admin, int replicas) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int now = 0;
        while (System.nanoTime() < giveUp) {
            now = admin.describeTopics(List.of(PARTITION.topic()))
                    .allTopicNames()
                    .get()
                    .get(PARTITION.topic())
                    .partitions()
                    .get(0)
                    .isr()
                    .size();
            if (now == replicas) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(now + " replicas are in sync, and not " + replicas);
    }
}
