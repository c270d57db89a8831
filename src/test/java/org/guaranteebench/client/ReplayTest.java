package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.LogPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    /** Transactions of two records, every second of them aborted: of each partition's four, two are committed. */
    private static final LogPlan PLAN = new LogPlan(2, 8, 2, 50);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Collection<TopicPartition>> revoked = new ArrayList<>();
    private long now;

    @BeforeEach
    void log() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        // Four records and as many markers.
        consumer.updateEndOffsets(Map.of(FIRST, 8L, SECOND, 8L));
    }

    private Replay replay(Isolation isolation, TopicPartition... assigned) {
        Replay replay = new Replay(consumer, "t", PLAN, isolation, () -> now, revoked::add);
        consumer.rebalance(List.of(assigned));
        return replay;
    }

    private int poll(Replay replay, TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>("t", partition.partition(), offset, null, new byte[0]));
        }
        return replay.poll(Duration.ZERO).count();
    }

    /** A poll that hands out nothing, because there were only markers and aborted records up to {@code offset}. */
    private void skip(Replay replay, TopicPartition partition, long offset) {
        consumer.schedulePollTask(() -> consumer.seek(partition, offset));
        assertThat(replay.poll(Duration.ZERO).count()).isZero();
    }

    @Test
    void aPassEndsWithTheMarkersBehindItsLastRecord() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST);
        assertThat(poll(replay, FIRST, 0, 4)).isEqualTo(2);
        assertThat(replay.passes()).isZero();
        assertThat(consumer.position(FIRST)).isEqualTo(5);

        skip(replay, FIRST, 8);

        assertThat(replay.passes()).isEqualTo(1);
        assertThat(consumer.position(FIRST)).isZero();
    }

    @Test
    void theNextPassIsCountedAnew() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST);
        for (int pass = 1; pass <= 3; pass++) {
            poll(replay, FIRST, 0);
            poll(replay, FIRST, 4);
            skip(replay, FIRST, 8);
            assertThat(replay.passes()).isEqualTo(pass);
        }
    }

    @Test
    void aPassMayEndWithARecord() {
        Replay replay = replay(Isolation.READ_UNCOMMITTED, FIRST);
        poll(replay, FIRST, 0, 2, 4, 7);

        assertThat(replay.passes()).isEqualTo(1);
        assertThat(consumer.position(FIRST)).isZero();
    }

    @Test
    void partitionsGoRoundEachOnItsOwn() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST, SECOND);
        poll(replay, FIRST, 0, 4);
        skip(replay, FIRST, 8);
        poll(replay, FIRST, 0, 4);
        poll(replay, SECOND, 0);
        skip(replay, FIRST, 8);

        assertThat(replay.passes()).isEqualTo(2);
        assertThat(replay.partitions()).isEqualTo(2);
        assertThat(consumer.position(SECOND)).isEqualTo(1);
    }

    @Test
    void aPassThatMissesARecordFails() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST);
        poll(replay, FIRST, 0);
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 8));

        assertThatIllegalStateException()
                .isThrownBy(() -> replay.poll(Duration.ZERO))
                .withMessage("t-0 up to offset 8 held 1 records for a read_committed reader, planned were 2");
    }

    @Test
    void aPassWithARecordTooManyFails() {
        Replay replay = replay(Isolation.READ_COMMITTED, SECOND);

        assertThatIllegalStateException()
                .isThrownBy(() -> poll(replay, SECOND, 0, 4, 7))
                .withMessage("t-1 up to offset 8 held 3 records for a read_committed reader, planned were 2");
    }

    /** A group's stored position may lie anywhere in the log. */
    @Test
    void aNewPartitionIsReadFromItsBeginning() {
        Replay replay = replay(Isolation.READ_COMMITTED);
        consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(5)));
        consumer.rebalance(List.of(FIRST));

        assertThat(consumer.position(FIRST)).isZero();
        assertThat(replay.partitions()).isEqualTo(1);
    }

    @Test
    void aPartitionThatIsTakenAwayInTheMiddleOfAPassIsNoFault() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST, SECOND);
        poll(replay, FIRST, 0);
        consumer.rebalance(List.of(SECOND));
        assertThat(replay.partitions()).isEqualTo(1);
        assertThat(revoked).containsExactly(List.of(FIRST));

        consumer.rebalance(List.of(FIRST, SECOND));
        poll(replay, FIRST, 0, 4);
        skip(replay, FIRST, 8);
        assertThat(replay.passes()).isEqualTo(1);
    }

    @Test
    void anEmptyPartitionIsNeverReadToItsEnd() {
        consumer.updateEndOffsets(Map.of(SECOND, 0L));
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST, SECOND);
        replay.poll(Duration.ZERO);

        assertThat(replay.passes()).isZero();
        assertThat(replay.partitions()).isEqualTo(1);
    }

    @Test
    void silenceOfHalfAMinuteFails() {
        Replay replay = replay(Isolation.READ_COMMITTED, FIRST);
        now = TimeUnit.SECONDS.toNanos(10);
        poll(replay, FIRST, 0);
        now = TimeUnit.SECONDS.toNanos(40);
        poll(replay, FIRST);
        now++;

        assertThatIllegalStateException()
                .isThrownBy(() -> replay.poll(Duration.ZERO))
                .withMessage("no records for 30 s, of partitions [t-0]");
    }
}
