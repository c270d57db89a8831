package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.store.Advance;
import org.guaranteebench.store.ConnectionPool;
import org.guaranteebench.store.EmbeddedStore;
import org.guaranteebench.store.ExactlyOnceSession;
import org.guaranteebench.store.FencedException;
import org.guaranteebench.store.Login;
import org.guaranteebench.store.Tables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run of stages on a cluster and a database of the user's, four of whose trials somebody else disturbs: each such
 * cell fails with one line that tells why, and the others are measured.
 */
class PipelineFaultsIT {
    private static final String USER = "bench";
    private static final String PASSWORD = "correct-horse";

    private static final Semantics TOPIC_GOES = Semantics.AT_LEAST_ONCE;
    private static final Semantics GROUP_DENIED = Semantics.EFFECTIVELY_ONCE;
    private static final Semantics PRODUCER_FENCED = Semantics.EXACTLY_ONCE;
    private static final Semantics POSITION_MOVED = Semantics.EXACTLY_ONCE_EXTERNAL;
    private static final Semantics LEFT_ALONE = Semantics.AT_MOST_ONCE;

    private static final long SEED = seed();

    @TempDir
    private static Path home;

    private static SecureCluster cluster;
    private static EmbeddedStore database;
    private static Jar jar;
    private static String run;
    private static int status;

    @BeforeAll
    static void runAndDisturb() throws Exception {
        cluster = SecureCluster.start(1);
        cluster.users().create(USER, PASSWORD);
        cluster.users().grantAll(USER, "kgb-");
        database = EmbeddedStore.start(home, home.resolve("logs"));
        jar = command().start(home);
        ExternalCommand.await(
                () -> Files.exists(home.resolve("results/latest/run.json")), 60, () -> jar.out() + jar.err());
        run = jar.folder().run();
        cluster.users().deny(USER, ResourceType.GROUP, name(GROUP_DENIED), AclOperation.ALL);
        List<Thread> others = List.of(
                other(() -> deleteTopic(name(TOPIC_GOES))),
                other(() -> fence(name(PRODUCER_FENCED))),
                other(() -> movePosition(
                        new Tables(run, name(POSITION_MOVED).replace(TrialTopics.PREFIX + run + "-", "")))));
        status = jar.await(180);
        for (Thread other : others) {
            other.interrupt();
            other.join();
        }
    }

    private static ExternalCommand command() throws Exception {
        Login login = database.login();
        return ExternalCommand.at(cluster.saslSsl(), cluster)
                .measuring("PipelineLatency")
                .with(cluster.clientConfig(home, USER, PASSWORD))
                .replacing("--seed", Long.toString(SEED))
                .replacing("-r", "4s")
                .with(
                        "--jdbc-url",
                        login.url() + "?user=" + login.user().orElseThrow() + "&password="
                                + login.password().orElseThrow())
                .with("-p", "rate=500")
                .with("-p", "isolation=read_committed")
                .with("-p", "semantics=" + String.join(",", semantics()));
    }

    private static List<String> semantics() {
        return List.of(
                LEFT_ALONE.toString(),
                TOPIC_GOES.toString(),
                GROUP_DENIED.toString(),
                PRODUCER_FENCED.toString(),
                POSITION_MOVED.toString());
    }

    private static List<Arm> order(long seed) {
        return new Request()
                .seed(seed)
                .blocks(1)
                .jmhLine("PipelineLatency")
                .with("isolation", "read_committed")
                .with("semantics", semantics().toArray(String[]::new))
                .plan()
                .order(1);
    }

    /** The first of those that leave the first and the fourth trial alone: three failures in a row would end the run. */
    private static long seed() {
        return LongStream.range(1, 1000)
                .filter(seed -> {
                    List<Semantics> order = sequence(seed);
                    return order.indexOf(LEFT_ALONE) == 0 && order.lastIndexOf(LEFT_ALONE) == 3;
                })
                .findFirst()
                .orElseThrow();
    }

    private static List<Semantics> sequence(long seed) {
        return order(seed).stream().map(PipelineFaultsIT::semantics).toList();
    }

    private static Semantics semantics(Arm arm) {
        return arm.cell().treatment().semantics().orElseThrow();
    }

    /** Of the trial, of its source topic and of its group. */
    private static String name(Semantics semantics) {
        int position = sequence(SEED).indexOf(semantics) + 1;
        return String.format(Locale.ROOT, "%s%s-01-%02d", TrialTopics.PREFIX, run, position);
    }

    private interface Disturbance {
        void happen() throws Exception;
    }

    private static Thread other(Disturbance disturbance) {
        Thread thread = new Thread(() -> {
            try {
                disturbance.happen();
            } catch (Exception e) {
                // The trial it should have disturbed is then measured, and a test fails.
                e.printStackTrace();
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitRecords(String topic) throws InterruptedException {
        ExternalCommand.await(() -> ExternalCommand.records(cluster, topic) > 200, 150, () -> "nothing in " + topic);
    }

    private static void deleteTopic(String topic) throws Exception {
        awaitRecords(topic);
        cluster.admin().deleteTopics(List.of(topic)).all().get();
    }

    /** What a second instance with the same transactional id does when it starts. Made before: a trial is soon over. */
    private static void fence(String trial) throws Exception {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.plaintext(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                trial + "-1",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> second = new KafkaProducer<>(properties)) {
            awaitRecords(trial + "-out");
            second.initTransactions();
        }
    }

    /** What a second consumer does that has taken a partition over. */
    private static void movePosition(Tables tables) throws Exception {
        try (ConnectionPool pool = new ConnectionPool(database.login(), 1)) {
            ExactlyOnceSession session = new ExactlyOnceSession(pool, tables);
            while (!moved(session)) {
                Thread.sleep(20);
            }
        }
    }

    private static boolean moved(ExactlyOnceSession session) {
        try {
            long position = session.positions().get(0);
            if (position < 20) {
                return false;
            }
            session.commit(List.of(), List.of(new Advance(0, position, position + 1)));
            return true;
        } catch (SQLException | FencedException e) {
            // The table is not there yet, or the stage was faster.
            return false;
        }
    }

    @AfterAll
    static void stop() {
        jar.close();
        database.close();
        cluster.close();
    }

    private static Trial trial(Semantics semantics) {
        return jar.trials().stream()
                .filter(trial -> semantics(trial.arm()) == semantics)
                .findFirst()
                .orElseThrow();
    }

    private static void assertFailed(Semantics semantics, String... parts) {
        assertThat(trial(semantics).status()).as(jar.out()).isEqualTo(Status.FAILED);
        assertThat(trial(semantics).reason()).contains(parts).doesNotContain("\n", "\tat ");
    }

    @Test
    void whatNobodyDisturbedIsMeasuredAndTheStatusSaysThatSomethingFailed() {
        assertThat(jar.trials())
                .hasSize(6)
                .filteredOn(trial -> semantics(trial.arm()) == LEFT_ALONE)
                .hasSize(2)
                .allSatisfy(
                        trial -> assertThat(trial.status()).as(trial.reason()).isEqualTo(Status.OK));
        assertThat(status).as(jar.err()).isEqualTo(1);
        assertThat(jar.err()).doesNotContain("\tat ");
    }

    @Test
    void aSourceTopicThatIsDeletedUnderAStageIsNamed() {
        String topic = name(TOPIC_GOES);
        assertFailed(TOPIC_GOES, "somebody deleted " + topic + " meanwhile: ");
    }

    @Test
    void aGroupThatTheUserMayNotUseIsNamed() {
        assertFailed(GROUP_DENIED, "GroupAuthorizationException: ", name(GROUP_DENIED));
    }

    @Test
    void aStagesProducerThatIsFencedSaysSo() {
        assertFailed(PRODUCER_FENCED, "newer producer with the same transactionalId");
    }

    @Test
    void aStageWhosePositionSomebodyElseHasMovedSaysWhereItIs() {
        assertFailed(POSITION_MOVED, "FencedException: partition 0: expected position", "another consumer has taken");
    }

    @Test
    void nothingIsLeft() throws Exception {
        ExternalCommand.assertNoTopics(cluster, "kgb-");
        assertThat(database.dropTables(run)).isEmpty();
        assertThat(jar.children()).isEmpty();
    }
}
