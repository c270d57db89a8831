package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFileTest {
    private static final String CANARY = "Canary-Cage-77";

    @TempDir
    private Path home;

    private Path file(String... lines) {
        try {
            return Files.writeString(home.resolve("client.properties"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ClientFile read(String... lines) {
        return ClientFile.read(file(lines));
    }

    /** The one line with which the file is refused. */
    private static String refusal(Path file) {
        IllegalArgumentException refused = catchIllegalArgumentException(() -> ClientFile.read(file));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage())
                .startsWith("--client-config " + file + ": ")
                .doesNotContain(CANARY, "\n", "\r");
        return refused.getMessage();
    }

    private String refusal(String... lines) {
        return refusal(file(lines));
    }

    static Stream<String> shared() {
        TreeSet<String> names = new TreeSet<>(AdminClientConfig.configNames());
        names.retainAll(ProducerConfig.configNames());
        names.removeAll(List.of(
                "bootstrap.servers",
                "client.id",
                "request.timeout.ms",
                "retries",
                "retry.backoff.ms",
                "retry.backoff.max.ms"));
        return names.stream();
    }

    static Stream<String> secret() {
        return shared().filter(
                        name -> AdminClientConfig.configDef().configKeys().get(name).type == ConfigDef.Type.PASSWORD);
    }

    @Test
    void everyClientGetsThePropertiesAsTheyStandInTheFile() {
        ClientFile read = read(
                "# how to get in",
                "security.protocol=SASL_SSL",
                "sasl.mechanism = PLAIN",
                "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\",
                "  username=\"bench\" password=\"" + CANARY + "\";");
        Map<String, String> expected = Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"bench\" password=\""
                        + CANARY + "\";");
        assertThat(read.properties()).isEqualTo(expected);
        assertThat(read.forClient()).isEqualTo(expected);
        assertThat(read.secrets().hide("password " + CANARY)).isEqualTo("password [hidden]");
    }

    @Test
    void whatTravelsIsAPathThatEveryJvmUnderstands() {
        Path relative = Path.of("").toAbsolutePath().relativize(file("security.protocol=SSL"));
        assertThat(relative).isRelative();
        assertThat(ClientFile.read(relative).path()).isEqualTo(home.resolve("client.properties"));
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(read("").forClient()).isEmpty();
        assertThat(read("").secrets().none()).isTrue();
        assertThat(read("").told()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shared")
    void whatBothKindsOfClientsKnowIsAllowed(String name) {
        assertThat(read(name + "=x").properties()).containsExactly(Map.entry(name, "x"));
    }

    @Test
    void aFileThatIsNotThereIsCalledMissing() {
        assertThat(refusal(home.resolve("nowhere.properties"))).endsWith(": no such file");
    }

    @Test
    void whatCannotBeReadSaysWhy() throws IOException {
        assertThat(refusal(home)).contains("cannot be read (");
        Path latin = Files.write(
                home.resolve("latin.properties"),
                ("ssl.key.password=" + CANARY + "\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(latin)).endsWith("cannot be read (MalformedInputException)");
    }

    @Test
    void anEscapeThatIsNoneIsNoPropertiesFile() {
        assertThat(refusal("ssl.key.password=" + CANARY, "ssl.keystore.password=" + CANARY + "\\u00zz"))
                .contains("not a properties file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "bootstrap.controllers",
                "client.id",
                "request.timeout.ms",
                "retries",
                "retry.backoff.ms",
                "retry.backoff.max.ms",
                "default.api.timeout.ms",
                "acks",
                "enable.idempotence",
                "transactional.id",
                "linger.ms",
                "batch.size",
                "buffer.memory",
                "compression.type",
                "delivery.timeout.ms",
                "max.block.ms",
                "max.in.flight.requests.per.connection",
                "interceptor.classes",
                "group.id",
                "isolation.level",
                "key.serializer"
            })
    void whatTheSuiteSetsItselfIsRefusedByName(String name) {
        assertThat(refusal("security.protocol=SSL", name + "=" + CANARY))
                .contains(": " + name + " is set by the suite", "allowed are", "sasl.*, ssl.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.mechansim", "ssl.keystore.passwrd", "security.protocoll", "client.rack.id"})
    void aMistypedPropertyIsNamedWithWhatIsAllowed(String name) {
        assertThat(refusal(name + "=" + CANARY))
                .contains("line with " + name + ": not a property", "config.providers*", "sasl.jaas.config");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CANARY,
                "correct_horse_battery_staple",
                "swordfish.rainbow",
                "hunter2.ssl.password",
                "a.b_c",
                "ABCdef0123+/==",
                "org.acme.Secret",
                "ssl",
                "ssl.my_secret",
                "key.to.my.heart",
                "acks_are_secret",
                "\u00fcber.secret"
            })
    void aLineThatIsABareSecretIsNotTold(String line) {
        String key = line.replaceAll("[=:].*", "");
        assertThat(refusal(line))
                .doesNotContain(" " + key + ":", key + " ")
                .contains("line with a key of " + key.length() + " characters: not a property");
    }

    @Test
    void theRestOfALoginConfigurationWhoseLineWasNotContinuedIsNotTold() {
        assertThat(refusal(
                        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required",
                        "  username=\"" + CANARY + "\" password=\"" + CANARY + "\";"))
                .contains("a key of 8 characters");
        assertThat(refusal("sasl.jaas.config=PlainLoginModule required", CANARY + "\";"))
                .contains("a key of " + (CANARY.length() + 2) + " characters");
    }

    @Test
    void onlyWhatNobodyMustNotKnowIsToldWithItsValue() {
        String[] lines = shared().map(name -> name + "=" + CANARY).toArray(String[]::new);
        Map<String, String> told = read(lines).told();
        assertThat(told.keySet()).containsExactlyElementsOf(shared().toList());
        told.values().removeIf("[hidden]"::equals);
        assertThat(told)
                .containsOnlyKeys(
                        "client.dns.lookup",
                        "receive.buffer.bytes",
                        "sasl.mechanism",
                        "security.protocol",
                        "send.buffer.bytes",
                        "ssl.cipher.suites",
                        "ssl.enabled.protocols",
                        "ssl.endpoint.identification.algorithm",
                        "ssl.protocol");
        assertThat(told.values()).containsOnly(CANARY);
    }

    @Test
    void theParametersOfAProviderAreNotTold() {
        assertThat(read("config.providers=vault", "config.providers.vault.param.token=" + CANARY)
                        .told())
                .containsOnly(
                        Map.entry("config.providers", "[hidden]"),
                        Map.entry("config.providers.vault.param.token", "[hidden]"));
    }

    @ParameterizedTest
    @MethodSource("secret")
    void whatKafkaTreatsAsAPasswordIsASecret(String name) {
        assertThat(read(name + "=" + CANARY).secrets().hide("refused: " + CANARY))
                .isEqualTo("refused: [hidden]");
    }

    @Test
    void theSecretsOfASecureConnectionAreAmongThem() {
        assertThat(secret())
                .contains(
                        "sasl.jaas.config",
                        "ssl.key.password",
                        "ssl.keystore.key",
                        "ssl.keystore.password",
                        "ssl.truststore.password");
    }

    @Test
    void whatIsNoPasswordIsNoSecret() {
        ClientFile read = read("security.protocol=SASL_SSL", "ssl.truststore.location=/etc/kafka/trust.jks");
        assertThat(read.secrets().none()).isTrue();
    }
}
