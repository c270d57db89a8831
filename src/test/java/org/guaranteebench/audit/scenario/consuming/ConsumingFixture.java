package org.guaranteebench.audit.scenario.consuming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.oracle.Oracle;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.readback.FrozenTopic;
import org.guaranteebench.audit.readback.ProcessedReadBack;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verify.Verification;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Isolation;

/** One broker without proxies, and what it takes to play scripts that strike clients only. */
final class ConsumingFixture implements AutoCloseable {
    static final int RECORDS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nobody prints to standard output but the client itself; most of a JVM of seconds is its start. */
    private static final List<String> JVM =
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=log4j2-parent.xml");

    private final ProcessCluster cluster;
    private final Path home;
    private final TopicAdmin topics;
    private final Admin admin;
    private int twins;

    ConsumingFixture(ProcessCluster cluster, Path home) {
        this.cluster = cluster;
        this.home = home;
        topics = new TopicAdmin(cluster.bootstrap());
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()));
    }

    /**
     * What was seen of one twin.
     *
     * @param twin by the read-back that decides
     */
    record Seen(Played played, Twin twin, AuditFolder folder) {
        Counters counters() {
            return twin.counters().orElseThrow();
        }
    }

    /** Plays it to its end, reads back, judges, and counts again. */
    Seen play(Script script) throws Exception {
        String name = "twin-" + twins++;
        AuditFolder folder = new AuditFolder(Files.createDirectory(home.resolve(name)));
        AuditKey key = AuditKey.random();
        key.write(folder.key());
        try (TwinScene scene = new TwinScene(name, folder)) {
            Played played = script.play(scene);
            ForkTarget target = new ForkTarget(cluster.bootstrap(), played.topic(), "none");
            FrozenTopic topic = FrozenTopic.freeze(target, played.partitions(), PATIENCE);
            for (Isolation isolation : Isolation.values()) {
                topic.readBack(isolation, key.run(), folder.readBack(isolation.toString()));
            }
            if (played.processedOf().isPresent()) {
                ProcessedReadBack.write(
                        folder.ledgers(), folder.readBack(played.processedOf().get()), folder.readBack("processed"));
            }
            Oracle.judge(folder).write(folder.judgements());
            if (!Verification.of(folder).isEmpty()) {
                throw new AssertionError(Verification.of(folder));
            }
            return new Seen(played, Twin.observed(counters(folder, script.decisive()), played.fault()), folder);
        }
    }

    private static Counters counters(AuditFolder folder, String readBack) throws IOException {
        return Oracle.judge(folder).judgements().stream()
                .filter(judgement -> judgement.readBack().equals(readBack))
                .map(Judgement::counters)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        topics.close();
        admin.close();
        cluster.close();
    }

    /** Where one twin is played; its clients end with it. */
    private final class TwinScene implements Scene, AutoCloseable {
        private final String name;
        private final AuditFolder folder;
        private final List<ClientProcess> clients = new ArrayList<>();
        private int incarnations;

        TwinScene(String name, AuditFolder folder) {
            this.name = name;
            this.folder = folder;
        }

        @Override
        public AuditFolder folder() {
            return folder;
        }

        @Override
        public AuditBrokers brokers() {
            return new OneBroker();
        }

        @Override
        public int records() {
            return RECORDS;
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public String named(String purpose) {
            return "kgb-it-" + name + "-" + purpose;
        }

        @Override
        public void createTopic(String topic, int partitions) {
            topics.create(topic, partitions, 1, cluster.nodes());
        }

        @Override
        public int nextIncarnation() {
            return incarnations++;
        }

        @Override
        public ClientProcess start(String client, Class<?> main, List<String> arguments) throws IOException {
            ClientProcess process = ClientProcess.start(client, main, JVM, logs(), arguments);
            clients.add(process);
            return process;
        }

        @Override
        public Path logs() {
            return folder.path().resolve("logs");
        }

        @Override
        public void close() {
            clients.forEach(ClientProcess::close);
        }
    }

    /** Nothing here happens to it. */
    private final class OneBroker implements AuditBrokers {
        @Override
        public String bootstrap() {
            return cluster.bootstrap();
        }

        @Override
        public List<Integer> nodes() {
            return cluster.nodes();
        }

        @Override
        public OptionalLong lag(String group, String topic, int partitions) throws IOException, InterruptedException {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                Map<TopicPartition, Long> ends = admin
                        .listOffsets(all.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                        .all()
                        .get()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset()));
                return OptionalLong.of(all.stream()
                        .mapToLong(p -> ends.get(p)
                                - (committed.get(p) == null
                                        ? 0
                                        : committed.get(p).offset()))
                        .sum());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e);
            }
        }

        @Override
        public KafkaProxy beforeClients(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public KafkaProxy beforeReplicas(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String kill(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume(int node) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Leadership leadership(String topic, int partition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Leadership awaitOtherLeader(String topic, int partition, int not, Duration patience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void awaitInSync(String topic, int partition, Duration patience) {
            throw new UnsupportedOperationException();
        }
    }
}
