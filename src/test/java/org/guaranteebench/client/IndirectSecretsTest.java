package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that a client configuration only points at. */
class IndirectSecretsTest {
    private static final String CANARY = "Canary-Cage-77";
    private static final String PROVIDER = "org.apache.kafka.common.config.provider.FileConfigProvider";

    @TempDir
    private Path home;

    private ClientFile read(String... lines) throws IOException {
        return ClientFile.read(Files.writeString(home.resolve("client.properties"), String.join("\n", lines) + "\n"));
    }

    private Path vault(String line) throws IOException {
        return Files.writeString(home.resolve("vault.properties"), line + "\n");
    }

    @Test
    void aSecretBehindAProviderIsHidden() throws IOException {
        ClientFile file = read(
                "config.providers=file",
                "config.providers.file.class=" + PROVIDER,
                "ssl.key.password=${file:" + vault("key=" + CANARY) + ":key}");
        assertThat(file.secrets().hide("refused: " + CANARY)).isEqualTo("refused: [hidden]");
        assertThat(file.told().toString()).doesNotContain(CANARY, "vault.properties");
    }

    @Test
    void piecesOfALoginBehindAProviderAreHidden() throws IOException {
        ClientFile file = read(
                "config.providers=file",
                "config.providers.file.class=" + PROVIDER,
                "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"bench\""
                        + " password=\"${file:" + vault("key=" + CANARY) + ":key}\";");
        assertThat(file.secrets().hide("refused: " + CANARY)).isEqualTo("refused: [hidden]");
    }

    @Test
    void aClientGetsTheReferenceAndNotTheSecret() throws IOException {
        String reference = "${file:" + vault("key=" + CANARY) + ":key}";
        assertThat(read(
                                "config.providers=file",
                                "config.providers.file.class=" + PROVIDER,
                                "ssl.key.password=" + reference)
                        .forClient())
                .containsEntry("ssl.key.password", reference)
                .containsEntry("config.providers.file.class", PROVIDER);
    }

    /** The cluster's first client will say what is wrong with it. */
    @ParameterizedTest
    @ValueSource(strings = {"no.such.Provider", "java.lang.String", "", PROVIDER})
    void aProviderThatFailsLeavesTheSecretsThatStandInTheFile(String provider) throws IOException {
        ClientFile file = read(
                "config.providers=file",
                "config.providers.file.class=" + provider,
                "ssl.keystore.password=${file:" + home.resolve("nowhere.properties") + ":key}",
                "ssl.key.password=" + CANARY);
        assertThat(file.secrets().hide("refused: " + CANARY)).isEqualTo("refused: [hidden]");
    }
}
