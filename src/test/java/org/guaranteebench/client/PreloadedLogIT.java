package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.LogPlan;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as they are preloaded, and everything that reads them, on a real broker: numbers of records, never speeds. */
@ExtendWith(MappedChildren.class)
class PreloadedLogIT {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 2_003;
    private static final int RECORD_BYTES = 200;
    private static final LogFormat FORMAT = new LogFormat(RECORD_BYTES, 16, 16_384, "none");
    private static final Duration POLL = Duration.ofMillis(100);

    private static final Map<String, LogPlan> PLANS = Map.of(
            "plain", new LogPlan(PARTITIONS, RECORDS, 0, 0),
            "committed", new LogPlan(PARTITIONS, RECORDS, 50, 0),
            "aborted-10", new LogPlan(PARTITIONS, RECORDS, 20, 10),
            "aborted-50", new LogPlan(PARTITIONS, RECORDS, 20, 50));

    @TempDir
    private static Path tmp;

    private static ProcessCluster cluster;
    private static TopicAdmin admin;
    private static int groups;

    @BeforeAll
    static void preload() throws Exception {
        cluster = ProcessCluster.start(1, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS);
        admin = new TopicAdmin(cluster.bootstrap());
        for (Map.Entry<String, LogPlan> log : PLANS.entrySet()) {
            admin.create(log.getKey(), PARTITIONS, 1, cluster.nodes());
            new PreloadedLog(target(log.getKey()), log.getValue(), FORMAT).write();
        }
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ForkTarget target(String topic) {
        return new ForkTarget(cluster.bootstrap(), topic, "kgb-" + topic);
    }

    private static Consumer<byte[], byte[]> member(
            String log, Isolation isolation, GroupProtocol protocol, String commit, int polled) {
        Reader reader = Reader.member(isolation, protocol, "kgb-group-" + groups++, Commit.parse(commit));
        Map<String, String> settings = new HashMap<>(Replay.SETTINGS);
        settings.put("max.poll.records", Integer.toString(polled));
        Map<String, Object> properties = ConsumerConfiguration.of(target(log), reader, 0, settings);
        ConsumerConfiguration.requireEffective(properties, reader);
        return new KafkaConsumer<>(properties);
    }

    static Stream<Arguments> readers() {
        return PLANS.keySet().stream()
                .sorted()
                .flatMap(log -> Stream.of(Isolation.values())
                        .flatMap(isolation -> Stream.of(GroupProtocol.values())
                                .map(protocol -> Arguments.of(log, isolation, protocol))));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aReplayIsGivenEveryReadableRecordInEveryPass(String log, Isolation isolation, GroupProtocol protocol) {
        LogPlan plan = PLANS.get(log);
        Map<Integer, Integer> seen = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = member(log, isolation, protocol, "none", 100)) {
            Replay replay = new Replay(consumer, log, plan, isolation, System::nanoTime, lost -> {});
            while (replay.passes() < 3 * PARTITIONS) {
                for (ConsumerRecord<byte[], byte[]> record : replay.poll(POLL)) {
                    int number = NumberedPayloadTest.number(record.value());
                    assertThat(record.partition()).isEqualTo(plan.partition(number));
                    assertThat(NumberedPayloadTest.number(record.key())).isEqualTo(number);
                    assertThat(record.value()).hasSize(RECORD_BYTES);
                    seen.merge(number, 1, Integer::sum);
                }
            }
            assertThat(replay.partitions()).isEqualTo(PARTITIONS);

            ConsumerMetrics metrics = ConsumerMetrics.of(consumer);
            assertThat(metrics.fetches()).isPositive();
            assertThat(metrics.recordsPerFetch()).isPositive();
            assertThat(metrics.commits().orElse(0)).isZero();
        }
        Set<Integer> readable = IntStream.range(0, RECORDS)
                .filter(i -> isolation == Isolation.READ_UNCOMMITTED || !plan.aborted(plan.transaction(i)))
                .boxed()
                .collect(Collectors.toSet());
        assertThat(seen.keySet()).isEqualTo(readable);
        assertThat(seen.values()).allMatch(times -> times >= 2);
    }

    /** What read_committed pays for: aborted records travel, and the client throws them away. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void bytesOfAbortedRecordsComeInButAreNotConsumed(String protocol) {
        LogPlan plan = PLANS.get("aborted-50");
        ConsumerMetrics all = onePass("aborted-50", Isolation.READ_UNCOMMITTED, GroupProtocol.parse(protocol));
        ConsumerMetrics committed = onePass("aborted-50", Isolation.READ_COMMITTED, GroupProtocol.parse(protocol));
        double stored = (double) RECORDS * RECORD_BYTES;
        double readable = (double) readable(plan, Isolation.READ_COMMITTED) * RECORD_BYTES;

        assertThat(all.incomingBytes()).isGreaterThan(stored);
        assertThat(committed.incomingBytes()).isGreaterThan(stored);
        assertThat(all.consumedBytes()).isBetween(stored, 1.3 * stored);
        assertThat(committed.consumedBytes()).isBetween(readable, 1.3 * readable);
    }

    private static int readable(LogPlan plan, Isolation isolation) {
        return IntStream.range(0, PARTITIONS)
                .map(p -> plan.readable(p, isolation))
                .sum();
    }

    private static ConsumerMetrics onePass(String log, Isolation isolation, GroupProtocol protocol) {
        LogPlan plan = PLANS.get(log);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                ConsumerConfiguration.of(target(log), Reader.assigned(isolation, protocol), 0, Map.of()))) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(p -> new TopicPartition(log, p))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int read = 0;
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                read += consumer.poll(POLL).count();
            }
            assertThat(read).isEqualTo(readable(plan, isolation));
            return ConsumerMetrics.of(consumer);
        }
    }

    static Stream<Arguments> strategies() {
        return Stream.of("before", "batch-async", "batch-sync", "every-70", "record-sync")
                .flatMap(commit -> Stream.of(GroupProtocol.values()).map(protocol -> Arguments.of(commit, protocol)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theGroupsPositionIsTheOneAfterTheLastDeliveredRecord(String commit, GroupProtocol protocol) {
        String log = "aborted-10";
        LogPlan plan = PLANS.get(log);
        List<Long> durations = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = member(log, Isolation.READ_COMMITTED, protocol, commit, 50)) {
            Committer committer = new Committer(
                    consumer, Commit.parse(commit), System::nanoTime, (began, ended) -> durations.add(ended - began));
            Replay replay =
                    new Replay(consumer, log, plan, Isolation.READ_COMMITTED, System::nanoTime, committer::forget);
            Map<TopicPartition, Long> after = new HashMap<>();
            int delivered = 0;
            for (int polls = 0; polls < 5; ) {
                ConsumerRecords<byte[], byte[]> polled = replay.poll(POLL);
                committer.beforeDelivery(polled);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    committer.delivered(record);
                    after.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                    delivered++;
                }
                committer.afterDelivery();
                polls += polled.isEmpty() ? 0 : 1;
            }
            committer.finish();

            Map<TopicPartition, Long> stored = new HashMap<>();
            consumer.committed(after.keySet()).forEach((partition, offset) -> stored.put(partition, offset.offset()));
            assertThat(stored).isEqualTo(after);
            assertThat(committer.failures()).isZero();
            assertThat(committer.commits()).isEqualTo(durations.size());
            assertThat(durations).allMatch(nanos -> nanos > 0);
            assertThat(committer.commits())
                    .isEqualTo(
                            switch (commit) {
                                case "record-sync" -> delivered;
                                case "every-70" -> delivered / 70;
                                default -> 5;
                            });
            assertThat(ConsumerMetrics.of(consumer).commits().orElseThrow())
                    .isGreaterThanOrEqualTo(committer.commits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void anAutomaticCommitComesWithinATrialsTime(String protocol) {
        String log = "plain";
        try (Consumer<byte[], byte[]> consumer =
                member(log, Isolation.READ_UNCOMMITTED, GroupProtocol.parse(protocol), "auto", 10)) {
            Replay replay =
                    new Replay(consumer, log, PLANS.get(log), Isolation.READ_UNCOMMITTED, System::nanoTime, lost -> {});
            long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (ConsumerMetrics.of(consumer).commits().orElse(0) < 2 && System.nanoTime() < giveUp) {
                replay.poll(POLL);
            }
            assertThat(ConsumerMetrics.of(consumer).commits().orElse(0)).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aLogThatIsNotAsPlannedIsRefusedWithPartitionAndNumbers() {
        LogPlan planned = PLANS.get("aborted-50");
        LogPlan more = new LogPlan(PARTITIONS, RECORDS + 1, 20, 50);
        LogPlan fewerAborted = new LogPlan(PARTITIONS, RECORDS, 20, 10);
        int expected = fewerAborted.readable(0, Isolation.READ_COMMITTED);
        int found = planned.readable(0, Isolation.READ_COMMITTED);
        int last = more.partition(RECORDS);
        int inLast = planned.readable(last, Isolation.READ_UNCOMMITTED);

        assertThatIOException()
                .isThrownBy(() -> new LogCheck(target("aborted-50"), fewerAborted).requirePlanned())
                .withMessage(
                        "aborted-50-0: expected " + expected + " records for a read_committed reader, found " + found);
        assertThatIOException()
                .isThrownBy(() -> new LogCheck(target("aborted-50"), more).requirePlanned())
                .withMessage("aborted-50-" + last + ": expected " + (inLast + 1)
                        + " records for a read_uncommitted reader, found " + inLast);
    }

    @Test
    void aTopicThatHoldsSomethingIsNotWritten() {
        assertThatIOException()
                .isThrownBy(() -> new PreloadedLog(target("plain"), PLANS.get("plain"), FORMAT).write())
                .withMessageMatching("plain is not empty: it ends at \\{.*plain-0=668.*}");
    }

    @Test
    void aReplayOfALogThatIsNotAsPlannedFails() {
        LogPlan wrong = new LogPlan(PARTITIONS, RECORDS, 20, 10);
        try (Consumer<byte[], byte[]> consumer =
                member("aborted-50", Isolation.READ_COMMITTED, GroupProtocol.CLASSIC, "none", 500)) {
            Replay replay =
                    new Replay(consumer, "aborted-50", wrong, Isolation.READ_COMMITTED, System::nanoTime, lost -> {});
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        while (replay.passes() < PARTITIONS) {
                            replay.poll(POLL);
                        }
                    })
                    .withMessageMatching("aborted-50-\\d up to offset \\d+ held \\d+ records for a read_committed"
                            + " reader, planned were \\d+");
        }
    }

    @Test
    void twoMembersShareTheLogAndEachOfTheirPassesIsWhole() {
        String log = "aborted-10";
        String group = "kgb-shared";
        Map<String, Object> properties = ConsumerConfiguration.of(
                target(log),
                Reader.member(Isolation.READ_COMMITTED, GroupProtocol.CONSUMER, group, Commit.parse("batch-sync")),
                0,
                Replay.SETTINGS);
        try (Consumer<byte[], byte[]> first = new KafkaConsumer<>(properties);
                Consumer<byte[], byte[]> second = new KafkaConsumer<>(properties)) {
            LogPlan plan = PLANS.get(log);
            Replay one = new Replay(first, log, plan, Isolation.READ_COMMITTED, System::nanoTime, lost -> {});
            while (one.passes() < PARTITIONS) {
                one.poll(POLL);
            }
            Replay two = new Replay(second, log, plan, Isolation.READ_COMMITTED, System::nanoTime, lost -> {});
            long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (two.passes() < 4 && System.nanoTime() < giveUp) {
                one.poll(Duration.ofMillis(1));
                two.poll(Duration.ofMillis(1));
            }
            assertThat(two.passes()).isGreaterThanOrEqualTo(4);
            assertThat(one.partitions() + two.partitions()).isEqualTo(PARTITIONS);
            assertThat(two.partitions()).isBetween(1, PARTITIONS - 1);
        }
    }
}
