package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused in one line, before anything is created on the cluster or below the working directory. */
class ExternalRefusalIT {
    private static final String USER = "bench";
    private static final String PASSWORD = "correct-horse";

    /** A run that waits for an answer. It does so for 20 s and does nothing else, and other tests go on beside it. */
    private record Waiting(String address, Path home, Jar jar, CompletableFuture<Duration> took) {
        static Waiting at(String address, Path home) throws IOException {
            long begin = System.nanoTime();
            Jar jar = plain().replacing("--bootstrap-server", address).start(Files.createDirectory(home));
            return new Waiting(
                    address,
                    home,
                    jar,
                    jar.handle().onExit().thenApply(ended -> Duration.ofNanos(System.nanoTime() - begin)));
        }

        void assertRefused() throws Exception {
            Duration answer = Duration.ofSeconds(ExternalCommand.ANSWER_SECONDS);
            assertThat(took.get(answer.toSeconds(), TimeUnit.SECONDS)).isLessThan(answer);
            ExternalCommand.assertRefusedWithoutTrace(jar, home, "--bootstrap-server " + address);
            assertThat(cluster.topics()).containsOnlyKeys(OF_SOMEBODY);
        }
    }

    private static final String OF_SOMEBODY = "kgb-of-somebody";

    @TempDir
    private static Path waiting;

    private static SecureCluster cluster;
    private static ServerSocket silent;
    private static Waiting nobody;
    private static Waiting mute;
    private static Waiting speakingTls;

    @TempDir
    private Path home;

    /** Beside the home, which is searched for traces. */
    @TempDir
    private Path configs;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(1);
        cluster.users().create(USER, PASSWORD);
        cluster.admin()
                .createTopics(List.of(new NewTopic(OF_SOMEBODY, 1, (short) 1)))
                .all()
                .get();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        nobody = Waiting.at("127.0.0.1:" + closedPort(), waiting.resolve("nobody"));
        mute = Waiting.at("127.0.0.1:" + silent.getLocalPort(), waiting.resolve("mute"));
        speakingTls = Waiting.at(cluster.saslSsl(), waiting.resolve("tls"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        for (Waiting run : List.of(nobody, mute, speakingTls)) {
            run.jar().close();
        }
        silent.close();
    }

    @AfterEach
    void forget() {
        cluster.users().revokeAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bootstrap-server", "--cluster-id"})
    void withoutAddressOrIdThereIsNoClusterToMeasure(String flag) {
        plain().without(flag).assertRefused(home, cluster, flag);
    }

    @ParameterizedTest
    @CsvSource({
        "--bootstrap-server,127.0.0.1:9092",
        "--cluster-id,abc",
        "--client-config,client.properties",
        "--replication-factor,2",
        "--max-rate,10",
        "--max-bytes,1",
        "--max-time,5"
    })
    void whatIsForExternalClustersIsRefusedForOthers(String flag, String value) {
        new ExternalCommand(List.of("run", "ProduceThroughput", "--quick"))
                .with(flag, value)
                .assertRefused(home, cluster, flag, "--broker external");
    }

    @ParameterizedTest
    @CsvSource({"--nodes,3", "--nodes,1", "--data,/tmp"})
    void whatIsForOwnBrokersIsRefusedForExternalOnes(String flag, String value) {
        plain().with(flag, value).assertRefused(home, cluster, flag);
    }

    @ParameterizedTest
    @CsvSource({
        "--replication-factor,0",
        "--replication-factor,-1",
        "--replication-factor,two",
        "--max-rate,0",
        "--max-rate,fast",
        "--max-bytes,-1",
        "--max-bytes,all",
        "--max-time,0",
        "--max-time,long",
        "--bootstrap-server,localhost",
        "--bootstrap-server,127.0.0.1:port",
        "--bootstrap-server,127.0.0.1:70000",
        "--bootstrap-server,','"
    })
    void valuesThatMeanNothingAreNamed(String flag, String value) {
        ExternalCommand command = plain();
        (command.arguments().contains(flag) ? command.without(flag) : command)
                .with(flag, value)
                .assertRefused(home, cluster, flag + " " + value);
    }

    @Test
    void theIdMustBeTheClustersOwn() {
        String other = "AAAAAAAAAAAAAAAAAAAAAA";
        plain().replacing("--cluster-id", other).assertRefused(home, cluster, "--cluster-id " + other);
    }

    @Test
    void moreCopiesThanBrokersCannotBe() {
        plain().without("--replication-factor").assertRefused(home, cluster, "--replication-factor 3");
        plain().replacing("--replication-factor", "2").assertRefused(home, cluster, "--replication-factor 2");
    }

    @Test
    void whereNobodyListensNobodyAnswers() throws Exception {
        nobody.assertRefused();
    }

    @Test
    void whoListensAndSaysNothingDoesNotKeepItWaitingForever() throws Exception {
        mute.assertRefused();
    }

    @Test
    void plaintextAtATlsPortIsNoAnswerEither() throws Exception {
        speakingTls.assertRefused();
    }

    @Test
    void aWrongPasswordIsTheFilesFault() throws IOException {
        cluster.users().grantAll(USER, "kgb-");
        assertConfigRefused(cluster.saslSsl(), cluster.scram(USER, "wrong-horse"));
    }

    @Test
    void aBrokerThatIsNotTrustedIsNotTalkedTo() throws IOException {
        cluster.users().grantAll(USER, "kgb-");
        Properties properties = cluster.scram(USER, PASSWORD);
        properties.keySet().removeIf(key -> key.toString().startsWith("ssl."));
        assertConfigRefused(cluster.saslSsl(), properties);
        Properties tls = new Properties();
        tls.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        assertConfigRefused(cluster.ssl(), tls);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path missing = configs.resolve("missing.properties");
        secure().with(missing).assertRefused(home, cluster, "--client-config " + missing);
        Path directory = Files.createDirectory(configs.resolve("directory"));
        secure().with(directory).assertRefused(home, cluster, "--client-config " + directory);
    }

    @Test
    void aTrustStoreThatIsNotThereIsNamed() throws IOException {
        Properties properties = cluster.scram(USER, PASSWORD);
        properties.put("ssl.truststore.location", configs.resolve("missing.p12").toString());
        assertConfigRefused(cluster.saslSsl(), properties, "missing.p12");
    }

    @Test
    void aPropertyThatNoClientHasIsNamed() throws IOException {
        Properties properties = cluster.scram(USER, PASSWORD);
        properties.put("sasl.mechansim", "SCRAM-SHA-512");
        assertConfigRefused(cluster.saslSsl(), properties, "sasl.mechansim");
    }

    @ParameterizedTest
    @CsvSource({
        "acks,1",
        "enable.idempotence,true",
        "transactional.id,mine",
        "isolation.level,read_committed",
        "bootstrap.servers,127.0.0.1:9092",
        "key.serializer,org.apache.kafka.common.serialization.StringSerializer"
    })
    void aPropertyThatTheSuiteOwnsIsNamed(String property, String value) throws IOException {
        cluster.users().grantAll(USER, "kgb-");
        Properties properties = cluster.scram(USER, PASSWORD);
        properties.put(property, value);
        assertConfigRefused(cluster.saslSsl(), properties, property);
    }

    @Test
    void whoMayNotCreateTopicsIsToldWhatToGrant() throws IOException {
        secure().with(cluster.clientConfig(configs, USER, PASSWORD)).assertRefused(home, cluster, "CREATE", "kgb-");
    }

    @Test
    void rightsUnderAnotherPrefixDoNotCount() throws IOException {
        cluster.users().grantAll(USER, "payments-");
        secure().with(cluster.clientConfig(configs, USER, PASSWORD)).assertRefused(home, cluster, "CREATE", "kgb-");
    }

    @Test
    void secretsAreNotTakenAsParameters() {
        ExternalCommand command = plain().with("-p", "producer.ssl.keystore.password=correct-horse");
        command.assertRefused(home, cluster, "producer.ssl.keystore.password");
    }

    private void assertConfigRefused(String bootstrap, Properties properties, String... parts) throws IOException {
        Path file = SecureCluster.write(configs.resolve("client.properties"), properties);
        String[] withFile = Arrays.copyOf(parts, parts.length + 1);
        withFile[parts.length] = "--client-config " + file;
        ExternalCommand.at(bootstrap, cluster).with(file).assertRefused(home, cluster, withFile);
    }

    private static ExternalCommand plain() {
        return ExternalCommand.at(cluster.plaintext(), cluster);
    }

    private static ExternalCommand secure() {
        return ExternalCommand.at(cluster.saslSsl(), cluster);
    }
}
