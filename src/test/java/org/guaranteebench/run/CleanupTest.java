package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.TopicLedger.Entry;
import org.guaranteebench.journal.TopicLedger.Event;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As far as it gets without a cluster. */
class CleanupTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final String ID = "NwHgTBDvR1aPdYqPVxsZ1A";
    private static final Entry INTENDED = new Entry(Event.INTENDED, "kgb-run-01-01", "");
    private static final Entry CREATED = new Entry(Event.CREATED, "kgb-run-01-01", ID);
    private static final Entry DELETED = new Entry(Event.DELETED, "kgb-run-01-01", ID);

    @TempDir
    private Path home;

    private final List<String> said = new ArrayList<>();

    private static void note(RunFolder folder, Entry... entries) throws IOException {
        try (TopicLedger ledger = TopicLedger.open(folder.topics())) {
            for (Entry entry : entries) {
                ledger.note(entry.event(), entry.topic(), entry.id());
            }
        }
    }

    private boolean cleanUp(RunFolder folder) throws IOException {
        return cleanUp(folder, Optional.empty());
    }

    private boolean cleanUp(RunFolder folder, Optional<ClientFile> file) throws IOException {
        return new Cleanup(folder, file, said::add, PATIENCE).execute();
    }

    private RunFolder external(String bootstrap) throws IOException {
        return new SyntheticRun().external(bootstrap, ID).save(home);
    }

    private static String refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void aRunOnItsOwnBrokersLeftNothing() throws IOException {
        RunFolder folder = new SyntheticRun().save(home);
        assertThat(cleanUp(folder)).isTrue();
        assertThat(said).containsExactly("nothing to remove: the brokers of this run were its own and went with it");
        assertThat(folder.topics()).doesNotExist();
    }

    @Test
    void whereAllTopicsAreGoneNothingIsAsked() throws IOException {
        RunFolder folder = external("127.0.0.1:1");
        Entry other = new Entry(Event.CREATED, "kgb-run-01-02", "other");
        note(folder, INTENDED, CREATED, DELETED, other, new Entry(Event.DELETED, "kgb-run-01-02", "other"));
        byte[] before = Files.readAllBytes(folder.topics());
        assertThat(cleanUp(folder)).isTrue();
        assertThat(said).containsExactly("nothing to remove: all 2 topics of this run are gone");
        assertThat(folder.topics()).hasBinaryContent(before);
    }

    @Test
    void aRunThatMadeNoTopicLeftNothing() throws IOException {
        assertThat(cleanUp(external("127.0.0.1:1"))).isTrue();
        assertThat(said).singleElement().asString().startsWith("nothing to remove");
    }

    @Test
    void aClusterThatDoesNotAnswerIsOneLineAndNothingIsNoted() throws IOException {
        String bootstrap = refusing();
        RunFolder folder = external(bootstrap);
        note(folder, INTENDED, CREATED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanUp(folder))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .startsWith(folder.path() + ": the cluster at " + bootstrap + " cannot be asked: ")
                        .endsWith("; does it want --client-config FILE?")
                        .doesNotContain("\n", ":;")
                        .containsAnyOf("did not answer within", "imed out"));
        assertThat(TopicLedger.read(folder.topics())).containsExactly(INTENDED, CREATED);
        assertThat(said).isEmpty();
    }

    @Test
    void aTopicThatWasOnlyIntendedIsAskedForToo() throws IOException {
        RunFolder folder = external("127.0.0.1");
        note(folder, INTENDED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanUp(folder))
                .withMessageContaining("the cluster at 127.0.0.1 cannot be asked: ConfigException: ");
    }

    @Test
    void whatAClientSaysOfItsConfigurationHoldsNoSecret() throws IOException {
        RunFolder folder = external("127.0.0.1:1");
        note(folder, INTENDED, CREATED);
        Path file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"bench\""
                        + " password=\"Canary-Cage-77 and=more\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanUp(folder, Optional.of(ClientFile.read(file))))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .startsWith(folder.path() + ": the cluster at 127.0.0.1:1 cannot be asked: ")
                        .doesNotContain("Canary", "\n", "--client-config"));
    }

    @Test
    void aFolderWithoutItsConditionsIsRefused() throws IOException {
        RunFolder folder = external("127.0.0.1:1");
        note(folder, INTENDED, CREATED);
        Files.delete(folder.runJson());
        assertThatIOException().isThrownBy(() -> cleanUp(folder)).withMessageContaining("run.json");
    }

    @Test
    void withoutAPatienceOfItsOwnItSaysTheSame() throws IOException {
        assertThat(new Cleanup(external("127.0.0.1:1"), Optional.empty(), said::add).execute())
                .isTrue();
        assertThat(said).hasSize(1);
    }
}
