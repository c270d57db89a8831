package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.guaranteebench.grid.Commit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitterTest {
    private static final long SYNC_TAKES = 700;

    /** An asynchronous commit that waits for its answer. */
    private record Pending(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    private final List<String> events = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private RuntimeException refusal;
    private long now = 1_000;

    /** Notes every commit, takes time for those that wait, and answers the others when the test says so. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            now += SYNC_TAKES;
            events.add("sync " + text(offsets));
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            events.add("async " + text(offsets));
            pending.add(new Pending(offsets, callback));
        }
    };

    private static String text(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<String, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.toString(), offset.offset()));
        return sorted.toString();
    }

    private Committer committer(String commit) {
        return new Committer(
                consumer, Commit.parse(commit), () -> now, (began, ended) -> events.add(began + " to " + ended));
    }

    private void answer(int index, Exception exception) {
        Pending answered = pending.get(index);
        answered.callback().onComplete(answered.offsets(), exception);
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("t", partition, offset, null, new byte[0]);
    }

    /** What {@code records} are, partition by partition, as polls hand them out. */
    @SafeVarargs
    private static ConsumerRecords<byte[], byte[]> polled(ConsumerRecord<byte[], byte[]>... records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byPartition
                    .computeIfAbsent(new TopicPartition("t", record.partition()), p -> new ArrayList<>())
                    .add(record);
        }
        return new ConsumerRecords<>(byPartition, Map.of());
    }

    private void deliver(Committer committer, ConsumerRecords<byte[], byte[]> polled) {
        committer.beforeDelivery(polled);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            events.add("t-" + record.partition() + "@" + record.offset());
            committer.delivered(record);
        }
        committer.afterDelivery();
    }

    /** Three records of partition 0, with a gap where a marker is, and two of partition 1. */
    private static ConsumerRecords<byte[], byte[]> five() {
        return polled(record(0, 5), record(0, 6), record(0, 9), record(1, 40), record(1, 41));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "auto"})
    void withoutAStrategyOfItsOwnItCommitsNothing(String commit) {
        Committer committer = committer(commit);
        deliver(committer, five());
        committer.finish();

        assertThat(events).containsExactly("t-0@5", "t-0@6", "t-0@9", "t-1@40", "t-1@41");
        assertThat(committer.commits()).isZero();
    }

    @Test
    void beforeCommitsTheWholePollAndThenDeliversIt() {
        Committer committer = committer("before");
        deliver(committer, five());
        deliver(committer, polled(record(0, 10)));
        committer.finish();

        assertThat(events)
                .containsExactly(
                        "sync {t-0=10, t-1=42}",
                        "1000 to 1700",
                        "t-0@5",
                        "t-0@6",
                        "t-0@9",
                        "t-1@40",
                        "t-1@41",
                        "sync {t-0=11}",
                        "1700 to 2400",
                        "t-0@10");
        assertThat(committer.commits()).isEqualTo(2);
    }

    @Test
    void batchSyncCommitsAfterThePollsLastRecord() {
        Committer committer = committer("batch-sync");
        deliver(committer, five());
        deliver(committer, polled(record(1, 45)));
        committer.finish();

        assertThat(events)
                .containsExactly(
                        "t-0@5",
                        "t-0@6",
                        "t-0@9",
                        "t-1@40",
                        "t-1@41",
                        "sync {t-0=10, t-1=42}",
                        "1000 to 1700",
                        "t-1@45",
                        "sync {t-1=46}",
                        "1700 to 2400");
    }

    @Test
    void batchAsyncGoesOnAndItsCommitLastsUntilTheCallback() {
        Committer committer = committer("batch-async");
        deliver(committer, five());
        now = 3_000;
        deliver(committer, polled(record(1, 45)));
        now = 5_000;
        answer(0, null);
        now = 6_000;
        answer(1, null);

        assertThat(events)
                .containsExactly(
                        "t-0@5",
                        "t-0@6",
                        "t-0@9",
                        "t-1@40",
                        "t-1@41",
                        "async {t-0=10, t-1=42}",
                        "t-1@45",
                        "async {t-1=46}",
                        "1000 to 5000",
                        "3000 to 6000");
        assertThat(committer.commits()).isEqualTo(2);
    }

    @Test
    void everyCountsRecordsAcrossPollsAndPartitions() {
        Committer committer = committer("every-3");
        deliver(committer, five());
        deliver(committer, polled(record(0, 10), record(0, 11)));

        assertThat(events)
                .containsExactly(
                        "t-0@5",
                        "t-0@6",
                        "t-0@9",
                        "sync {t-0=10}",
                        "1000 to 1700",
                        "t-1@40",
                        "t-1@41",
                        "t-0@10",
                        "sync {t-0=11, t-1=42}",
                        "1700 to 2400",
                        "t-0@11");
    }

    @Test
    void recordSyncCommitsAfterEachRecordItAlone() {
        Committer committer = committer("record-sync");
        deliver(committer, polled(record(0, 5), record(1, 40), record(0, 6)));

        assertThat(events)
                .containsExactly(
                        "t-0@5",
                        "sync {t-0=6}",
                        "1000 to 1700",
                        "t-0@6",
                        "sync {t-0=7}",
                        "1700 to 2400",
                        "t-1@40",
                        "sync {t-1=41}",
                        "2400 to 3100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "batch-sync", "batch-async", "every-2", "record-sync"})
    void anEmptyPollIsNoCommit(String commit) {
        Committer committer = committer(commit);
        deliver(committer, polled());
        committer.finish();

        assertThat(events).isEmpty();
    }

    @Test
    void finishingCommitsWhatIsOpenAndTellsNobody() {
        Committer committer = committer("every-3");
        deliver(committer, polled(record(0, 5), record(1, 40)));
        committer.finish();
        committer.finish();

        assertThat(events).containsExactly("t-0@5", "t-1@40", "sync {t-0=6, t-1=41}");
        assertThat(committer.commits()).isZero();
    }

    @Test
    void finishingWaitsForWhatIsUnderWay() {
        Committer committer = committer("batch-async");
        deliver(committer, polled(record(0, 5)));
        committer.finish();
        assertThat(events).containsExactly("t-0@5", "async {t-0=6}", "sync {}");

        answer(0, null);
        committer.finish();
        assertThat(events).hasSize(4);
    }

    @Test
    void anAsynchronousCommitThatMayBeTriedAgainGoesWithTheNextOne() {
        Committer committer = committer("batch-async");
        deliver(committer, five());
        answer(0, new RetriableCommitFailedException("moved"));
        deliver(committer, polled(record(1, 45)));
        answer(1, null);

        assertThat(events).contains("async {t-0=10, t-1=42}", "async {t-0=10, t-1=46}");
        assertThat(committer.failures()).isEqualTo(1);
        assertThat(committer.commits()).isEqualTo(1);
    }

    @Test
    void anAsynchronousCommitThatALaterOneHasOvertakenIsNotTriedAgain() {
        Committer committer = committer("batch-async");
        deliver(committer, five());
        deliver(committer, polled(record(0, 10)));
        answer(0, new RetriableCommitFailedException("moved"));
        answer(1, null);
        committer.finish();

        assertThat(events).contains("async {t-0=11}").endsWith("1000 to 1000", "sync {t-1=42}");
        assertThat(committer.failures()).isEqualTo(1);
    }

    /** A log that is read again passes the same offsets, so that an equal position is not the same commit. */
    @Test
    void aCommitOfTheSameOffsetInALaterPassOvertakesToo() {
        Committer committer = committer("batch-async");
        deliver(committer, polled(record(0, 5)));
        deliver(committer, polled(record(0, 5)));
        answer(0, new RetriableCommitFailedException("moved"));
        answer(1, null);
        committer.finish();

        assertThat(events).noneMatch(event -> event.startsWith("sync"));
    }

    @Test
    void anAsynchronousCommitThatFailsForGoodFailsTheNextCall() {
        Committer committer = committer("batch-async");
        deliver(committer, polled(record(0, 5)));
        answer(0, new CommitFailedException("no longer a member"));

        assertThatIllegalStateException()
                .isThrownBy(() -> committer.beforeDelivery(polled()))
                .withMessage("a position was not committed: org.apache.kafka.clients.consumer.CommitFailedException:"
                        + " no longer a member");
        assertThatIllegalStateException().isThrownBy(committer::afterDelivery);
        assertThatIllegalStateException().isThrownBy(committer::finish);
        assertThat(committer.failures()).isEqualTo(1);
        assertThat(committer.commits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "batch-sync", "every-2", "record-sync"})
    void aSynchronousCommitThatFailsThrowsAtOnce(String commit) {
        Committer committer = committer(commit);
        refusal = new TimeoutException("nobody answered");

        assertThatIllegalStateException()
                .isThrownBy(() -> deliver(committer, five()))
                .withMessage("a position was not committed: org.apache.kafka.common.errors.TimeoutException: nobody"
                        + " answered")
                .withCause(refusal);
        assertThat(committer.failures()).isEqualTo(1);
        assertThat(committer.commits()).isZero();
    }

    @Test
    void aRebalanceUnderWayPutsOffACommitThatFollowsDelivery() {
        Committer committer = committer("batch-sync");
        refusal = new RebalanceInProgressException("join first");
        deliver(committer, five());
        refusal = null;
        deliver(committer, polled(record(1, 45)));

        assertThat(events)
                .contains("sync {t-0=10, t-1=42}")
                .endsWith("t-1@45", "sync {t-0=10, t-1=46}", "1700 to 2400");
        assertThat(committer.failures()).isEqualTo(1);
        assertThat(committer.commits()).isEqualTo(1);
    }

    /** Delivered all the same, those records would be repeated after a crash: not at most once. */
    @Test
    void aRebalanceUnderWayForbidsDeliveryBeforeWhichToCommit() {
        Committer committer = committer("before");
        refusal = new RebalanceInProgressException("join first");

        assertThatIllegalStateException().isThrownBy(() -> deliver(committer, five()));
        assertThat(events).containsExactly("sync {t-0=10, t-1=42}");
    }

    @Test
    void aRebalanceAtTheEndLeavesTheRestToOthers() {
        Committer committer = committer("every-9");
        deliver(committer, five());
        refusal = new RebalanceInProgressException("join first");
        committer.finish();

        assertThat(committer.failures()).isEqualTo(1);
    }

    @Test
    void partitionsThatWereTakenAwayAreNotCommittedAnyMore() {
        Committer committer = committer("every-6");
        deliver(committer, five());
        committer.forget(List.of(new TopicPartition("t", 1)));
        deliver(committer, polled(record(0, 10)));

        assertThat(events).contains("sync {t-0=11}");
    }

    @Test
    void aPartitionThatComesBackIsCommittedAgain() {
        Committer committer = committer("batch-sync");
        deliver(committer, polled(record(0, 5)));
        committer.forget(List.of(new TopicPartition("t", 0)));
        deliver(committer, polled(record(0, 2)));

        assertThat(events).endsWith("t-0@2", "sync {t-0=3}", "1700 to 2400");
    }

    @Test
    void whatWasUnderWayForThemIsNotTriedAgain() {
        Committer committer = committer("batch-async");
        deliver(committer, five());
        committer.forget(List.of(new TopicPartition("t", 1)));
        answer(0, new RetriableCommitFailedException("moved"));
        committer.finish();

        assertThat(events).endsWith("sync {t-0=10}");
    }

    @Test
    void theLeadersEpochIsCommittedWithThePosition() {
        List<OffsetAndMetadata> committed = new ArrayList<>();
        MockConsumer<byte[], byte[]> keeping = new MockConsumer<>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                committed.addAll(offsets.values());
            }
        };
        Committer committer = new Committer(keeping, Commit.parse("record-sync"), () -> now, (began, ended) -> {});
        committer.delivered(new ConsumerRecord<>(
                "t", 0, 5, 0, TimestampType.CREATE_TIME, 0, 0, null, null, new RecordHeaders(), Optional.of(7)));

        assertThat(committed).containsExactly(new OffsetAndMetadata(6, Optional.of(7), ""));
    }
}
