package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.run.ExternalCommand.await;
import static org.guaranteebench.run.ExternalCommand.records;
import static org.guaranteebench.run.ExternalCommand.topics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were killed, and what {@code cleanup} takes away after them: their topics by id, and nothing else. */
class CleanupIT {
    private static final String USER = "bench";
    private static final String PASSWORD = "correct-horse";

    private static SecureCluster cluster;

    @TempDir
    private Path home;

    /** A run that ended without tidying up, and the topic that it left. */
    private record Killed(Path folder, String topic, Uuid id) {
        String run() {
            return folder.getFileName().toString();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(1);
        cluster.users().create(USER, PASSWORD);
        cluster.users().grantAll(USER, "kgb-");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void forget() throws Exception {
        cluster.admin().deleteTopics(topics(cluster, "").keySet()).all().get();
        ExternalCommand.assertNoTopics(cluster, "");
    }

    @Test
    void aKilledRunsLoadEndsWithItAndNotWithTheTrial() throws Exception {
        ExternalCommand command =
                ExternalCommand.at(cluster.plaintext(), cluster).replacing("-r", "60s");
        try (Jar jar = command.start(home)) {
            Killed killed = killWhileItWrites(jar, cluster);
            await(() -> jar.children().isEmpty(), 15, () -> "processes are left: " + jar.children());
            // What a broker had received, and not yet read, it still writes.
            await(
                    () -> standsStill(cluster, killed.topic()),
                    15,
                    () -> "still written to, " + records(cluster, killed.topic()) + " records");
            assertThat(cluster.topics()).containsEntry(killed.topic(), killed.id());
        }
    }

    @Test
    void theTopicOfAKilledRunGoesByIdAndThoseOfOthersStay() throws Exception {
        Path config = cluster.clientConfig(home, USER, PASSWORD);
        Killed killed =
                kill(cluster, ExternalCommand.at(cluster.saslSsl(), cluster).with(config));
        create(cluster, "kgb-" + killed.run() + "-foreign");
        create(cluster, "kgb-20200101-000000-abcd-01-01");
        create(cluster, "payments");
        Map<String, Uuid> expected = topics(cluster, "");
        expected.remove(killed.topic());

        Path wrong = SecureCluster.write(home.resolve("wrong.properties"), cluster.scram(USER, "wrong-horse"));
        try (Jar refused = cleanup(killed, "--client-config", wrong.toString())) {
            ExternalCommand.assertRefused(refused, "--client-config " + wrong);
        }
        assertThat(cluster.topics()).containsEntry(killed.topic(), killed.id());

        try (Jar cleanup = cleanup(killed, "--client-config", config.toString())) {
            assertThat(cleanup.await(60)).as(cleanup.err()).isZero();
            assertThat(cleanup.out()).contains(killed.topic()).doesNotContain("foreign", "payments");
        }
        await(() -> cluster.topics().equals(expected), 5, () -> "there are " + cluster.topics() + ", not " + expected);

        try (Jar again = cleanup(killed, "--client-config", config.toString())) {
            assertThat(again.await(60)).as(again.err()).isZero();
            assertThat(again.out()).containsIgnoringCase("nothing");
        }
        assertThat(cluster.topics()).isEqualTo(expected);
    }

    @Test
    void aTopicThatSomebodyMadeAnewUnderTheSameNameIsSomebodys() throws Exception {
        Killed killed = kill(cluster, ExternalCommand.at(cluster.plaintext(), cluster));
        cluster.admin().deleteTopics(List.of(killed.topic())).all().get();
        Uuid anew = create(cluster, killed.topic());
        assertThat(anew).isNotEqualTo(killed.id());
        try (Jar cleanup = cleanup(killed)) {
            assertThat(cleanup.await(60)).as(cleanup.err()).isZero();
            assertThat(cleanup.out()).containsIgnoringCase("nothing");
        }
        assertThat(cluster.topics()).containsEntry(killed.topic(), anew);
    }

    @Test
    void aNoteThatWasBeingWrittenWhenTheRunDiedHidesNoOther() throws Exception {
        Killed killed = kill(cluster, ExternalCommand.at(cluster.plaintext(), cluster));
        Path notes = killed.folder().resolve("topics.jsonl");
        String whole = Files.readString(notes).lines().findFirst().orElseThrow();
        Files.writeString(notes, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);
        try (Jar cleanup = cleanup(killed)) {
            assertThat(cleanup.await(60)).as(cleanup.err()).isZero();
            assertThat(cleanup.out()).contains(killed.topic());
        }
        ExternalCommand.assertNoTopics(cluster, "kgb-" + killed.run());
    }

    @Test
    void whereTheRunsClusterIsGoneOrAnotherAnswersNothingIsTouched() throws Exception {
        Killed killed;
        SecureCluster closed;
        try (SecureCluster first = SecureCluster.start(1)) {
            killed = kill(first, ExternalCommand.at(first.plaintext(), first));
            closed = first;
        }
        try (Jar cleanup = cleanup(killed)) {
            ExternalCommand.assertRefused(cleanup, closed.plaintext());
        }
        try (SecureCluster other = SecureCluster.startInPlaceOf(closed)) {
            create(other, killed.topic());
            Map<String, Uuid> before = other.topics();
            try (Jar cleanup = cleanup(killed)) {
                ExternalCommand.assertRefused(cleanup, closed.clusterId());
            }
            assertThat(other.topics()).isEqualTo(before);
        }
    }

    @Test
    void aFolderThatIsNotARunIsRefused() throws Exception {
        Path folder = Files.createDirectory(home.resolve("not-a-run"));
        try (Jar cleanup = Jar.start(home, "cleanup", folder.toString())) {
            ExternalCommand.assertRefused(cleanup, folder.toString());
        }
        try (Jar cleanup = Jar.start(home, "cleanup")) {
            ExternalCommand.assertRefused(cleanup, "RUN");
        }
    }

    @Test
    void aRunOnBrokersOfItsOwnLeftNothingToClean() throws Exception {
        Path folder = Path.of("results", "reference").toAbsolutePath();
        try (Jar cleanup = Jar.start(home, "cleanup", folder.toString())) {
            assertThat(cleanup.await(60)).as(cleanup.err()).isZero();
            assertThat(cleanup.out()).containsIgnoringCase("nothing");
        }
    }

    /** Starts a run, lets it make a topic and write to it, and kills it and its fork there. */
    private Killed kill(SecureCluster where, ExternalCommand command) throws Exception {
        Killed killed;
        try (Jar jar = command.replacing("-r", "60s").start(Files.createDirectory(home.resolve("killed")))) {
            killed = killWhileItWrites(jar, where);
        }
        assertThat(where.topics()).containsEntry(killed.topic(), killed.id());
        return killed;
    }

    private static Killed killWhileItWrites(Jar jar, SecureCluster where) throws Exception {
        await(
                () -> topics(where, "kgb-").keySet().stream().anyMatch(topic -> records(where, topic) > 0),
                60,
                () -> "nothing was written: " + jar.out() + jar.err());
        Map.Entry<String, Uuid> topic =
                topics(where, "kgb-").entrySet().iterator().next();
        Path folder = jar.folder().path();
        assertThat(topic.getKey()).startsWith("kgb-" + folder.getFileName() + "-");
        assertThat(folder.resolve("topics.jsonl"))
                .content()
                .contains(topic.getValue().toString());
        jar.signal("KILL");
        return new Killed(folder, topic.getKey(), topic.getValue());
    }

    private static boolean standsStill(SecureCluster where, String topic) {
        long records = records(where, topic);
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return records > 0 && records(where, topic) == records;
    }

    private Jar cleanup(Killed killed, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("cleanup", killed.folder().toString()));
        arguments.addAll(List.of(more));
        return Jar.start(Files.createTempDirectory(home, "cleanup-"), arguments.toArray(String[]::new));
    }

    /** Returns the id, when brokers know it. */
    private static Uuid create(SecureCluster where, String topic) throws Exception {
        Uuid id = where.admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .topicId(topic)
                .get();
        await(() -> id.equals(where.topics().get(topic)), 10, () -> topic + " is not there");
        return id;
    }
}
