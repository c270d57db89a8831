package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.resource.ResourceType;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords of a client configuration stay in it: they are in nothing that is written, printed or passed on. */
class CanarySecretIT {
    private static final String USER = "bench";

    /** No word and no number in base 16, so that nothing else can be taken for it, and only letters and digits. */
    private static final String CANARY = "Qz7fWk3aXv9cJp2eRt5bNm1dHy8g";

    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final SecretSearch SEARCH = new SecretSearch(CANARY, SecureCluster.STORE_PASSWORD);

    private static SecureCluster cluster;

    @TempDir
    private Path home;

    /** Beside the home, for the file itself may of course hold the secret. */
    @TempDir
    private Path configs;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(1);
        cluster.users().create(USER, CANARY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void nothingIsLeftOnTheCluster() throws Exception {
        cluster.users().revokeAll();
        ExternalCommand.assertAndLeaveNoTopics(cluster);
    }

    @Test
    void theSearchFindsWhatIsThere() throws Exception {
        cluster.clientConfig(configs, USER, CANARY);
        assertThat(SEARCH.inFiles(configs)).singleElement().asString().contains("client.properties");
        assertThat(SEARCH.inFiles(home)).isEmpty();
        Path file = home.resolve("found");
        String base64 = Base64.getEncoder().encodeToString(("password=" + CANARY + ";").getBytes());
        for (String content : List.of(
                "x" + CANARY.substring(3, 11) + "x",
                SecureCluster.STORE_PASSWORD.substring(8),
                base64,
                Base64.getEncoder().encodeToString(("a" + CANARY).getBytes()),
                Base64.getEncoder().encodeToString(("ab" + CANARY).getBytes()))) {
            Files.writeString(file, content);
            assertThat(SEARCH.inFiles(home)).as(content).hasSize(1);
        }
        Files.writeString(file, CANARY.substring(3, 10));
        assertThat(SEARCH.inFiles(home)).as("seven characters").isEmpty();

        ProcessBuilder sleeper = new ProcessBuilder("sleep", "60");
        sleeper.environment().put("PASSWORD", CANARY);
        assertFound(sleeper, "environ");
        assertFound(new ProcessBuilder("sh", "-c", "sleep 60; : " + CANARY), "cmdline");
    }

    private static void assertFound(ProcessBuilder builder, String where) throws Exception {
        Process process = builder.start();
        try {
            ExternalCommand.await(
                    () -> !SEARCH.inProcesses(process.toHandle()).isEmpty(), 5, () -> "nothing found in " + where);
            assertThat(SEARCH.inProcesses(process.toHandle()))
                    .anySatisfy(find -> assertThat(find).contains(where));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRunThatMeasuresShowsNoSecretWhileItRunsOrAfterwards() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        ExternalCommand command = talkative()
                .with(cluster.clientConfig(configs, USER, CANARY))
                .transactions("none,100")
                .with("-o", "jmh.txt");
        try (Jar jar = command.start(home)) {
            assertNothingSeenDuring(jar);
            assertThat(jar.await(5)).as(jar.err()).isZero();
            assertThat(jar.trials()).hasSize(3).extracting(Trial::status).containsOnly(Status.OK);
            assertThat(home.resolve("jmh.json")).isNotEmptyFile();
            assertThat(home.resolve("jmh.txt")).content().contains("# VM options", "ProducerConfig values");
        }
        assertThat(SEARCH.inFiles(home)).isEmpty();
    }

    @Test
    void aRunThatFailsShowsNoSecretInItsReasonsOrStackTraces() throws Exception {
        cluster.users()
                .grant(
                        USER,
                        ResourceType.TOPIC,
                        "kgb-",
                        AclOperation.CREATE,
                        AclOperation.DELETE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS,
                        AclOperation.READ,
                        AclOperation.WRITE);
        ExternalCommand command =
                talkative().with(cluster.clientConfig(configs, USER, CANARY)).transactions("100");
        try (Jar jar = command.start(home)) {
            assertNothingSeenDuring(jar);
            assertThat(jar.await(5)).as(jar.err()).isEqualTo(1);
            assertThat(jar.trials()).hasSize(2).allSatisfy(trial -> {
                assertThat(trial.status()).isEqualTo(Status.FAILED);
                assertThat(trial.reason()).containsIgnoringCase("authoriz");
            });
            assertThat(jar.folder().logs().resolve("jmh.log")).content().contains("Exception");
        }
        assertThat(SEARCH.inFiles(home)).isEmpty();
    }

    @Test
    void aKeyStoresPasswordIsAsSecretAsAUsers() throws Exception {
        cluster.users().grantAll(SecureCluster.CERTIFICATE_USER, "kgb-");
        Path config = SecureCluster.write(configs.resolve("client.properties"), cluster.mutualTls());
        ExternalCommand command =
                talkative().replacing("--bootstrap-server", cluster.ssl()).with(config);
        try (Jar jar = command.start(home)) {
            assertNothingSeenDuring(jar);
            assertThat(jar.await(5)).as(jar.err()).isZero();
        }
        assertThat(SEARCH.inFiles(home)).isEmpty();
    }

    /** Files that hold the canary and do not work, by what is wrong with them. */
    static Stream<String> faults() {
        return faulty().keySet().stream();
    }

    private static Map<String, Properties> faulty() {
        Map<String, Properties> files = new LinkedHashMap<>();
        files.put("a wrong password", jaas(MODULE + " required username=\"bench\" password=\"" + CANARY + "x\";"));
        files.put("an unknown user", jaas(MODULE + " required username=\"nobody\" password=\"" + CANARY + "\";"));
        files.put("no semicolon", jaas(MODULE + " required username=\"bench\" password=\"" + CANARY + "\""));
        files.put("no closing quote", jaas(MODULE + " required username=\"bench\" password=\"" + CANARY + ";"));
        files.put("a blank", jaas(MODULE + " required username=bench password=secret " + CANARY + ";"));
        files.put("a blank and a sign", jaas(MODULE + " required username=bench password=secret " + CANARY + "@x;"));
        // Longer than any message may be, so that only its beginning could be shown; tokens are as long.
        files.put("a long one", jaas(MODULE + " required username=bench password=a " + CANARY.repeat(20) + ";"));
        files.put("an escape", jaas(MODULE + " required password=\"secret\" \"\\101" + CANARY + "\";"));
        files.put("a quote", jaas(MODULE + " required username=\"bench\" password=\"secret\"" + CANARY + "\";"));
        files.put("an equals sign", jaas(MODULE + " required username=bench password=secret=" + CANARY + ";"));
        files.put("no control flag", jaas(MODULE + " username=\"bench\" password=\"" + CANARY + "\";"));
        files.put("the password as control flag", jaas(MODULE + " " + CANARY + " username=\"bench\";"));
        files.put("the password as module", jaas(CANARY + " required;"));
        files.put("only the password", jaas(CANARY));
        files.put("an unknown module", jaas(MODULE + "s required username=\"bench\" password=\"" + CANARY + "\";"));
        files.put("two contexts", jaas((MODULE + " required password=\"" + CANARY + "\";").repeat(2)));
        Properties mechanism = cluster.scram(USER, CANARY);
        mechanism.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        files.put("another mechanism", mechanism);
        Properties misspelled = cluster.scram(USER, CANARY);
        misspelled.put("sasl.jaas.confg", misspelled.remove(SaslConfigs.SASL_JAAS_CONFIG));
        files.put("a misspelled name", misspelled);
        Properties store = cluster.scram(USER, CANARY);
        store.put("ssl.truststore.password", CANARY);
        files.put("a wrong store password", store);
        Properties key = cluster.tls();
        key.put("ssl.keystore.type", "PEM");
        key.put("ssl.keystore.key", CANARY);
        key.put("ssl.keystore.certificate.chain", CANARY);
        files.put("a key that is none", key);
        return files;
    }

    private static Properties jaas(String value) {
        Properties properties = cluster.scram(USER, CANARY);
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, value);
        return properties;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatIsWrongWithASecretIsSaidWithoutIt(String fault) throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        Path file = SecureCluster.write(configs.resolve("client.properties"), faulty().get(fault));
        assertRefusedInSilence(file);
    }

    @ParameterizedTest
    @MethodSource("brokenLines")
    void aValueThatRunsOverTheEndOfItsLineIsNoPropertyToName(String lines) throws Exception {
        Path file = configs.resolve("client.properties");
        Properties others = cluster.scram(USER, CANARY);
        others.remove(SaslConfigs.SASL_JAAS_CONFIG);
        SecureCluster.write(file, others);
        Files.writeString(file, lines, StandardOpenOption.APPEND);
        assertRefusedInSilence(file);
    }

    static Stream<String> brokenLines() {
        String start = "sasl.jaas.config=" + MODULE + " required";
        return Stream.of(
                start + "\n  username=\"bench\"\n  password=\"" + CANARY + "\";\n",
                start + " username=\"bench\" password=\n  \"" + CANARY + "\";\n",
                start + " username=\"bench\" password=\"secret\n" + CANARY + "\";\n",
                start + " username=\"bench\" password=\"secret\\u12" + CANARY + "\";\n");
    }

    private void assertRefusedInSilence(Path file) throws Exception {
        // Otherwise the search would find nothing because there is nothing to find.
        assertThat(SEARCH.inFiles(configs)).isNotEmpty();
        try (Jar jar = talkative().with(file).start(home)) {
            assertThat(SEARCH.during(jar, home).finds()).isEmpty();
            ExternalCommand.assertRefused(jar, "--client-config " + file);
        }
        assertThat(SEARCH.inFiles(home)).isEmpty();
        assertThat(home.resolve("results")).doesNotExist();
    }

    private void assertNothingSeenDuring(Jar jar) throws IOException, InterruptedException {
        SecretSearch.Watch watch = SEARCH.during(jar, home);
        assertThat(watch.finds()).isEmpty();
        assertThat(watch.processes()).as("forks that were looked at").isGreaterThanOrEqualTo(2);
    }

    /** With everything that can be made to say more: JMH, its files, and Kafka's client in the fork. */
    private static ExternalCommand talkative() {
        return ExternalCommand.at(cluster.saslSsl(), cluster)
                .with("-v", "EXTRA")
                .with("-jvmArgsAppend", "-Dkgb.log.level=INFO")
                .with("-rf", "json")
                .with("-rff", "jmh.json");
    }
}
