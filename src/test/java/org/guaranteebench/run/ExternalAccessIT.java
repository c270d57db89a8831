package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.run.ExternalCommand.assertAndLeaveNoTopics;
import static org.guaranteebench.run.ExternalCommand.assertNoTopics;
import static org.guaranteebench.run.ExternalCommand.await;
import static org.guaranteebench.run.ExternalCommand.records;
import static org.guaranteebench.run.ExternalCommand.topics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways into a cluster, rights that end halfway, and runs that are stopped there. */
class ExternalAccessIT {
    private static final String USER = "bench";
    private static final String PASSWORD = "correct-horse";

    private static SecureCluster cluster;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(3);
        cluster.users().create(USER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        cluster.users().revokeAll();
        assertAndLeaveNoTopics(cluster);
    }

    @Test
    void withoutAnyProtectionItMeasures() throws Exception {
        ExternalCommand command =
                ExternalCommand.at(cluster.plaintext(), cluster).replacing("--replication-factor", "2");
        try (Jar jar = command.start(home)) {
            await(() -> !replicas().isEmpty(), 60, () -> "no topic: " + jar.out() + jar.err());
            assertThat(replicas()).containsOnly(2);
            assertMeasured(jar);
            assertThat(RunInfo.read(jar.folder().runJson()).topology()).containsEntry("replication", "2");
        }
    }

    @Test
    void overTlsItMeasuresAndOneBrokersAddressIsEnough() throws Exception {
        String first = cluster.ssl().substring(0, cluster.ssl().indexOf(','));
        try (Jar jar =
                ExternalCommand.at(first, cluster).with(cluster.sslConfig(home)).start(home)) {
            assertMeasured(jar);
            assertThat(RunInfo.read(jar.folder().runJson()).topology()).containsEntry("nodes", "3");
        }
    }

    @Test
    void withACertificateInsteadOfAPasswordItMeasures() throws Exception {
        cluster.users().grantAll(SecureCluster.CERTIFICATE_USER, "kgb-");
        Path config = SecureCluster.write(home.resolve("client.properties"), cluster.mutualTls());
        try (Jar jar = ExternalCommand.at(cluster.ssl(), cluster).with(config).start(home)) {
            assertMeasured(jar);
        }
    }

    @Test
    void whoMayCreateButNotWriteGetsFailedTrialsWithAReason() throws Exception {
        cluster.users()
                .grant(
                        USER,
                        ResourceType.TOPIC,
                        "kgb-",
                        AclOperation.CREATE,
                        AclOperation.DELETE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS,
                        AclOperation.READ);
        try (Jar jar = overSasl().start(home)) {
            assertThat(jar.await(120)).as(jar.err()).isEqualTo(1);
            assertThat(jar.trials()).hasSize(2).allSatisfy(trial -> {
                assertThat(trial.status()).isEqualTo(Status.FAILED);
                assertThat(trial.reason()).contains("prefix kgb-", "not granted: [WRITE]");
            });
            assertThat(jar.folder().trialsCsv()).content().contains("FAILED");
        }
    }

    @Test
    void whoIsGrantedWhatTheRefusalNamesMayMeasure() throws Exception {
        String refusal;
        try (Jar jar = overSasl().start(Files.createDirectory(home.resolve("refused")))) {
            ExternalCommand.assertRefused(jar, "kgb-");
            refusal = jar.err();
        }
        AclOperation[] named = Stream.of(AclOperation.values())
                .filter(operation -> refusal.matches("(?s).*\\b" + operation + "\\b.*"))
                .toArray(AclOperation[]::new);
        assertThat(named).contains(AclOperation.CREATE);
        cluster.users().grant(USER, ResourceType.TOPIC, "kgb-", named);
        cluster.users().grant(USER, ResourceType.TRANSACTIONAL_ID, "kgb-", AclOperation.DESCRIBE, AclOperation.WRITE);
        try (Jar jar = overSasl().transactions("100").start(home)) {
            assertMeasured(jar);
        }
    }

    @Test
    void readersOfWrittenLogsMeasureThereToo() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        ExternalCommand command = overSasl()
                .measuring("ConsumeThroughput")
                .with("--max-rate", "1")
                .with("-p", "logRecords=2000")
                .with("-p", "log=committed")
                .with("-p", "commit=batch-sync");
        try (Jar jar = command.start(home)) {
            assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.trials()).hasSize(3).allSatisfy(trial -> {
                assertThat(trial.status()).as(trial.reason()).isEqualTo(Status.OK);
                assertThat(trial.flags()).extracting(Flag::code).contains("at-cap");
            });
            assertNoTopics(cluster, "kgb-");
        }
    }

    /** Whether a topic may be deleted, no cluster tells before it is there. */
    @Test
    void whoMayCreateButNotDeleteLeavesOneEmptyTopicAndIsToldHowToRemoveIt() throws Exception {
        cluster.users()
                .grant(
                        USER,
                        ResourceType.TOPIC,
                        "kgb-",
                        AclOperation.CREATE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS,
                        AclOperation.READ,
                        AclOperation.WRITE);
        try (Jar jar = overSasl().start(home)) {
            assertThat(jar.await(120)).as(jar.err()).isEqualTo(1);
            assertThat(jar.trials()).hasSize(2).allSatisfy(trial -> {
                assertThat(trial.status()).isEqualTo(Status.FAILED);
                assertThat(trial.reason()).contains("prefix kgb-", "not granted: [DELETE]");
            });
            Map<String, Uuid> left = ExternalCommand.topics(cluster, "kgb-");
            assertThat(left).hasSize(1);
            assertThat(jar.out()).contains("1 topic of this run could not be deleted", "benchmarks.jar cleanup");
        } finally {
            cluster.admin()
                    .deleteTopics(ExternalCommand.topics(cluster, "kgb-").keySet())
                    .all()
                    .get();
        }
    }

    @Test
    void whoMayNotUseTransactionalIdsLosesTheTransactionalTrialsOnly() throws Exception {
        cluster.users().grant(USER, ResourceType.TOPIC, "kgb-", AclOperation.ALL);
        try (Jar jar = overSasl().transactions("none,100").start(home)) {
            assertThat(jar.await(120)).as(jar.err()).isEqualTo(1);
            assertThat(jar.trials()).hasSize(3).allSatisfy(trial -> {
                boolean transactional = trial.arm().cell().transactions().enabled();
                assertThat(trial.status()).as(trial.reason()).isEqualTo(transactional ? Status.FAILED : Status.OK);
                if (transactional) {
                    assertThat(trial.reason()).containsIgnoringCase("transactional");
                }
            });
        }
    }

    @Test
    void aClusterOnWhichTrialsFailInARowIsLeftAlone() throws Exception {
        cluster.users().grant(USER, ResourceType.TOPIC, "kgb-", AclOperation.ALL);
        try (Jar jar = overSasl().transactions("100,200,300,400").start(home)) {
            assertThat(jar.await(120)).as(jar.err()).isEqualTo(1);
            assertThat(jar.trials())
                    .extracting(Trial::status)
                    .containsExactly(
                            Status.FAILED, Status.FAILED, Status.FAILED, Status.INTERRUPTED, Status.INTERRUPTED);
            assertThat(jar.trials().get(4).reason()).contains("3 trials before it failed in a row");
        }
    }

    @Test
    void interruptedFromTheKeyboardItTakesItsTopicAwayAndSays130() throws Exception {
        cluster.users().grantAll(USER, "kgb-");
        try (Jar jar = overSasl().replacing("-r", "20s").start(home)) {
            await(
                    () -> topics(cluster, "kgb-").keySet().stream().anyMatch(topic -> records(cluster, topic) > 0),
                    60,
                    () -> "nothing was written: " + jar.out() + jar.err());
            jar.signal("INT");
            assertThat(jar.await(30)).isEqualTo(130);
            assertNoTopics(cluster, "kgb-");
            assertThat(jar.trials()).hasSize(2).extracting(Trial::status).containsOnly(Status.INTERRUPTED);
            assertThat(jar.children()).isEmpty();
            assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
        }
    }

    private ExternalCommand overSasl() throws Exception {
        return ExternalCommand.at(cluster.saslSsl(), cluster).with(cluster.clientConfig(home, USER, PASSWORD));
    }

    private static void assertMeasured(Jar jar) {
        assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
        assertThat(jar.trials()).hasSize(2).extracting(Trial::status).containsOnly(Status.OK);
        assertThat(jar.children()).isEmpty();
    }

    /** Copies of each partition of each topic of the suite's. */
    private static List<Integer> replicas() {
        try {
            Map<String, TopicDescription> described = cluster.admin()
                    .describeTopics(topics(cluster, "kgb-").keySet())
                    .allTopicNames()
                    .get();
            return described.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .map(partition -> partition.replicas().size())
                    .toList();
        } catch (ExecutionException e) {
            // It was deleted meanwhile.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
