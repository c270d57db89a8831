package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run over TLS with a password, on three brokers that others use, too, seen from all sides. */
class ExternalRunIT {
    private static final String USER = "bench";
    private static final String PASSWORD = "correct-horse";

    @TempDir
    private static Path home;

    private static SecureCluster cluster;
    private static Map<String, Uuid> ofOthers;
    private static Map<String, Uuid> seen;
    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() throws Exception {
        cluster = SecureCluster.start(3);
        cluster.users().create(USER, PASSWORD);
        cluster.users().grantAll(USER, "kgb-");
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic("payments", 1, (short) 3), new NewTopic("kgb-of-somebody", 1, (short) 3)))
                .all()
                .get();
        // A broker may learn of a topic a moment after the client was told that it is made.
        ExternalCommand.await(() -> cluster.topics().size() == 2, 10, () -> "there are " + cluster.topics());
        ofOthers = cluster.topics();
        jar = ExternalCommand.at(cluster.saslSsl(), cluster)
                .without("--replication-factor")
                .transactions("none,100")
                .with(cluster.clientConfig(home, USER, PASSWORD))
                .start(home);
        seen = ExternalCommand.topicsDuring(jar, cluster);
        seen.keySet().removeAll(ofOthers.keySet());
        status = jar.await(10);
    }

    @AfterAll
    static void stop() {
        if (jar != null) {
            jar.close();
        }
        cluster.close();
    }

    @Test
    void everyPlannedTrialIsMeasuredAndTheStatusSaysSo() {
        assertThat(status).as(jar.out() + jar.err()).isZero();
        assertThat(jar.err()).isEmpty();
        assertThat(jar.trials()).hasSize(3).allSatisfy(trial -> {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(Status.OK);
            assertThat(trial.value("throughput").orElse(0)).isPositive();
            assertThat(trial.value("client_cpu")).isPresent();
        });
    }

    @Test
    void theTopologySaysWhoseClusterItWasAndHowSafelyItStoresRecords() throws IOException {
        assertThat(RunInfo.read(jar.folder().runJson()).topology())
                .containsEntry("broker", "external")
                .containsEntry("cluster.id", cluster.clusterId())
                .containsEntry("nodes", "3")
                .containsEntry("replication", "3")
                .containsEntry("min.insync.replicas", "2");
    }

    @Test
    void cpuTimeOfBrokersThatCannotBeSeenIsAbsentAndNotZero() throws IOException {
        assertThat(jar.trials())
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.value("broker_cpu")).isEmpty());
        for (String file : List.of("trials.csv", "results.csv", "costs.csv")) {
            assertThat(jar.folder().path().resolve(file)).content().doesNotContain("broker_cpu");
        }
    }

    @Test
    void eachTrialHasATopicOfItsOwnNamedAfterTheRun() {
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen.keySet())
                .allSatisfy(name ->
                        assertThat(name).startsWith("kgb-" + jar.folder().run() + "-"));
    }

    @Test
    void everyTopicIsNotedWithItsId() throws IOException {
        String noted = Files.readString(jar.folder().path().resolve("topics.jsonl"));
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy((name, id) -> assertThat(noted.lines())
                        .anySatisfy(line ->
                                assertThat(line).contains("\"" + name + "\"").contains(id.toString())));
        assertThat(ExternalCommand.names(jar.folder().run(), noted)).containsAll(seen.keySet());
    }

    @Test
    void afterwardsTheClusterHasTheTopicsItHadBefore() throws InterruptedException {
        ExternalCommand.assertNoTopics(cluster, "kgb-" + jar.folder().run());
        assertThat(cluster.topics()).isEqualTo(ofOthers);
    }

    @Test
    void noProcessAndNoTemporaryFileIsLeft() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).isEmpty();
    }

    @Test
    void whatItLeftNothingOfNeedsNoCleaning() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("cleanup"));
        try (Jar cleanup = Jar.start(
                elsewhere,
                "cleanup",
                jar.folder().path().toString(),
                "--client-config",
                home.resolve("client.properties").toString())) {
            assertThat(cleanup.await(60)).as(cleanup.err()).isZero();
            assertThat(cleanup.out()).containsIgnoringCase("nothing");
        }
        assertThat(cluster.topics()).isEqualTo(ofOthers);
    }

    @Test
    void theTablesCanBeRebuiltWithoutTheCluster() throws IOException {
        byte[] before = Files.readAllBytes(jar.folder().trialsCsv());
        Path elsewhere = Files.createDirectory(home.resolve("report"));
        try (Jar report = Jar.start(elsewhere, "report", jar.folder().path().toString())) {
            assertThat(report.await(60)).as(report.err()).isZero();
        }
        assertThat(jar.folder().trialsCsv()).hasBinaryContent(before);
    }

    @Test
    void theConsoleStaysWithin100Columns() {
        assertThat(jar.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(jar.trials()).extracting(Trial::control).containsOnlyOnce(true);
    }
}
