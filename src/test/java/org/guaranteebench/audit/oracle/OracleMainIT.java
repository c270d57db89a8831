package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadBackHeader;
import org.guaranteebench.audit.readback.ReadBackWriter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;
import org.guaranteebench.audit.verify.Verification;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle as a process of its own, with the heap that it is promised to do with, and on a real broker. */
class OracleMainIT {
    private static final int MILLION = 1_000_000;
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 200;
    private static final String TOPIC = "kgb-audited";

    @TempDir
    private Path home;

    private AuditFolder folder;
    private AuditKey key;
    private PayloadCodec codec;

    @BeforeEach
    void folder() throws IOException {
        folder = new AuditFolder(Files.createDirectory(home.resolve("twin")));
        key = AuditKey.random();
        key.write(folder.key());
        codec = new PayloadCodec(key);
    }

    private int oracle(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("benchmarks.jar"),
                OracleMain.class.getName(),
                folder.path().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out.txt").toFile())
                .redirectError(home.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String err() throws IOException {
        return Files.readString(home.resolve("err.txt"));
    }

    private Counters judged(String readBack) throws IOException {
        return Judgements.read(folder.judgements()).judgements().stream()
                .filter(judgement -> judgement.readBack().equals(readBack))
                .map(Judgement::counters)
                .findFirst()
                .orElseThrow();
    }

    private LedgerWriter ledger() throws IOException {
        return LedgerWriter.create(folder.ledger(0), LedgerHeader.of(key.run(), 0, Role.SOURCE));
    }

    @Test
    void aMillionRecordsAreJudgedIn200Megabytes() throws Exception {
        ReadBackHeader header = new ReadBackHeader(key.run(), "read_committed", "topic t", List.of((long) MILLION));
        byte[] value = new byte[PayloadCodec.BYTES];
        try (LedgerWriter ledger = ledger();
                ReadBackWriter readBack = ReadBackWriter.create(folder.readBack("read_committed"), header)) {
            for (int i = 0; i < MILLION; i++) {
                AuditRecord record = AuditRecord.plain(key.run(), 0, 0, i);
                ledger.intent(record);
                ledger.acked(record, 0, i);
                codec.write(record, value);
                readBack.add(0, i, value);
            }
            readBack.finish();
        }
        assertThat(oracle()).as(err()).isZero();
        assertThat(judged("read_committed")).isEqualTo(new Counters(MILLION, MILLION, 0, 0, 0, 0, 0, 0, 0));
        assertThat(verified()).as(err()).isZero();
    }

    private int verified() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VerifiedTwin.class.getName(),
                        folder.path().toString())
                .redirectOutput(home.resolve("out.txt").toFile())
                .redirectError(home.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Counts a twin once more; fails where anything differs. */
    static final class VerifiedTwin {
        private VerifiedTwin() {}

        public static void main(String[] args) throws IOException {
            List<?> differences = Verification.of(new AuditFolder(Path.of(args[0])));
            if (!differences.isEmpty()) {
                throw new IOException(differences.toString());
            }
        }
    }

    @Test
    void aFolderThatCannotBeJudgedIsOneLineAndStatus1() throws Exception {
        assertThat(oracle()).isEqualTo(1);
        assertThat(err()).isEqualToIgnoringNewLines(folder.path() + ": no ledger in it");
        assertThat(folder.judgements()).doesNotExist();
    }

    @Test
    void aTopicIsReadBackAtBothLevelsAndJudgedOnceItIsAtRest() throws Exception {
        try (ProcessCluster cluster =
                ProcessCluster.start(1, home, home.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS)) {
            try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
                admin.create(TOPIC, PARTITIONS, 1, cluster.nodes());
            }
            try (LedgerWriter ledger = ledger();
                    Producer<byte[], byte[]> producer = producer(cluster.bootstrap())) {
                producer.initTransactions();
                send(ledger, producer, 0, Fate.COMMIT);
                ledger.committing(0);
                producer.commitTransaction();
                ledger.committed(0);
                send(ledger, producer, 1, Fate.ABORT);
                producer.flush();

                assertThat(oracle(cluster.bootstrap(), TOPIC, "3", "1")).isEqualTo(1);
                assertThat(err()).contains("a transaction is open or somebody writes");

                producer.abortTransaction();
                ledger.aborted(1);
            }
            assertThat(oracle(cluster.bootstrap(), TOPIC, "3", "20")).as(err()).isZero();
        }
        assertThat(judged("read_committed")).isEqualTo(new Counters(2L * RECORDS, RECORDS, 0, 0, 0, 0, 0, 0, 0));
        assertThat(judged("read_uncommitted"))
                .isEqualTo(new Counters(2L * RECORDS, RECORDS, 0, 0, RECORDS, 0, 0, 0, 0));
        assertThat(Verification.of(folder)).isEmpty();
    }

    private static Producer<byte[], byte[]> producer(String bootstrap) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "kgb-audited",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "key.serializer",
                ByteArraySerializer.class.getName(),
                "value.serializer",
                ByteArraySerializer.class.getName());
        return new KafkaProducer<>(properties);
    }

    private void send(LedgerWriter ledger, Producer<byte[], byte[]> producer, long transaction, Fate fate) {
        producer.beginTransaction();
        for (int i = 0; i < RECORDS; i++) {
            AuditRecord record = new AuditRecord(key.run(), 0, 0, transaction * RECORDS + i, transaction, fate);
            byte[] value = new byte[100];
            codec.write(record, value);
            ledger.intent(record);
            producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, value), (metadata, failure) -> {
                if (failure == null) {
                    ledger.acked(record, metadata.partition(), metadata.offset());
                } else {
                    ledger.unknown(record);
                }
            });
        }
    }
}
