package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the cluster of the tests refuses what it should, and only that. */
class SecureClusterIT {
    private static final String USER = "alice";
    private static final String PASSWORD = "wonderland";
    private static final String TOPIC = "kgb-topic";

    private static SecureCluster cluster;

    @TempDir
    private Path tmp;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(1);
        cluster.users().create(USER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void forget() {
        cluster.users().revokeAll();
        cluster.topics()
                .keySet()
                .forEach(topic -> SecureCluster.get(
                        cluster.admin().deleteTopics(List.of(topic)).all()));
    }

    @Test
    void aUserMayDoUnderThePrefixWhatWasGrantedAndNothingElsewhere() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        Properties alice = at(cluster.saslSsl(), cluster.scram(USER, PASSWORD));
        create(alice, TOPIC);
        assertThat(cluster.topics()).containsOnlyKeys(TOPIC);
        send(alice, TOPIC);
        assertThatThrownBy(() -> create(alice, "other")).hasRootCauseInstanceOf(TopicAuthorizationException.class);
        delete(alice, TOPIC);
        assertThat(cluster.topics()).isEmpty();
    }

    @Test
    void aUserWithoutGrantsMayNeitherCreateNorWriteNorDelete() throws Exception {
        Properties alice = at(cluster.saslSsl(), cluster.scram(USER, PASSWORD));
        create(at(cluster.plaintext(), new Properties()), TOPIC);
        assertThatThrownBy(() -> create(alice, "kgb-another"))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send(alice, TOPIC)).hasRootCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> delete(alice, TOPIC)).hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThat(cluster.topics()).containsOnlyKeys(TOPIC);
    }

    @Test
    void whatIsGrantedForOneOperationHoldsForNoOther() throws Exception {
        cluster.users().grant(USER, ResourceType.TOPIC, "kgb-", AclOperation.CREATE, AclOperation.DESCRIBE);
        Properties alice = at(cluster.saslSsl(), cluster.scram(USER, PASSWORD));
        create(alice, TOPIC);
        assertThatThrownBy(() -> send(alice, TOPIC)).hasRootCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> delete(alice, TOPIC)).hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        Properties mallory = at(cluster.saslSsl(), cluster.scram(USER, PASSWORD + "s"));
        assertThatThrownBy(() -> create(mallory, TOPIC)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aClientThatDoesNotTrustTheBrokersIsTurnedAway() {
        Properties stranger = new Properties();
        stranger.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        assertThatThrownBy(() -> create(at(cluster.ssl(), stranger), TOPIC))
                .hasStackTraceContaining(SslAuthenticationException.class.getName());
    }

    @Test
    void overTlsWhoShowsNoCertificateMayDoEverythingAndWhoDoesIsKnownByIt() throws Exception {
        create(at(cluster.ssl(), cluster.tls()), TOPIC);
        Properties holder = at(cluster.ssl(), cluster.mutualTls());
        assertThatThrownBy(() -> send(holder, TOPIC)).hasRootCauseInstanceOf(AuthorizationException.class);
        cluster.users().grantAll(SecureCluster.CERTIFICATE_USER, "kgb-");
        send(holder, TOPIC);
        delete(holder, TOPIC);
        assertThat(cluster.topics()).isEmpty();
    }

    @Test
    void aTransactionIsCommittedOverTlsWithPassword() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        Properties alice = at(cluster.saslSsl(), cluster.scram(USER, PASSWORD));
        create(alice, TOPIC);
        try (KafkaProducer<byte[], byte[]> producer = producer(alice, Optional.of("kgb-transaction"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, new byte[1]));
            producer.commitTransaction();
        }
        assertThatThrownBy(() -> producer(alice, Optional.of("other")).initTransactions())
                .hasMessageContaining("Transactional Id authorization failed");
    }

    @Test
    void theFilesOfAClientHoldWhatItNeeds() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        Properties read = new Properties();
        try (var reader = Files.newBufferedReader(cluster.clientConfig(tmp, USER, PASSWORD))) {
            read.load(reader);
        }
        create(at(cluster.saslSsl(), read), TOPIC);
        read.clear();
        try (var reader = Files.newBufferedReader(cluster.sslConfig(tmp))) {
            read.load(reader);
        }
        delete(at(cluster.ssl(), read), TOPIC);
    }

    @Test
    void threeBrokersFormOneClusterWhichLeavesNothing() throws Exception {
        Path directory;
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        try (SecureCluster three = SecureCluster.start(3)) {
            directory = three.directory();
            assertThat(directory).isDirectoryContaining("glob:**/node-3");
            three.users().create(USER, PASSWORD);
            three.users().grantAll(USER, "kgb-");
            Properties alice = at(three.saslSsl(), three.scram(USER, PASSWORD));
            try (Admin admin = Admin.create(alice)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 3)))
                        .all()
                        .get();
                assertThat(admin.describeCluster().clusterId().get()).isEqualTo(three.clusterId());
                assertThat(admin.describeCluster().nodes().get()).hasSize(3);
            }
            send(alice, TOPIC);
        }
        assertThat(directory).doesNotExist();
        assertThat(ProcessHandle.current().descendants()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static Properties at(String bootstrap, Properties properties) {
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return properties;
    }

    private static void create(Properties who, String topic) throws Exception {
        try (Admin admin = Admin.create(who)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void delete(Properties who, String topic) throws Exception {
        try (Admin admin = Admin.create(who)) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Who may not is told so about the topic, or about producer ids if there is no topic that he may write to. */
    private static void send(Properties who, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(who, Optional.empty())) {
            producer.send(new ProducerRecord<>(topic, new byte[1])).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Properties who, Optional<String> transactionalId) {
        Properties properties = new Properties();
        properties.putAll(who);
        transactionalId.ifPresent(id -> properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
