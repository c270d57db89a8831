package org.guaranteebench.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.store.Advance;
import org.guaranteebench.store.Result;
import org.junit.jupiter.api.Test;

/** The order of steps is the promise. */
class StoringStagesTest {
    private static final Processing NEVER_FAILS = new Processing(0, 0, RateCap.NONE);

    private final Clients clients = new Clients();
    private SQLException refusal;
    private long start = 1;

    private EffectivelyOnce effectivelyOnce(Processing processing) {
        return new EffectivelyOnce(
                clients.consumer,
                processing,
                batch -> {
                    refuse();
                    clients.takes(30);
                    clients.events.add("upsert " + sequences(batch));
                },
                clients::clock,
                clients);
    }

    private ExactlyOnceExternal external(Processing processing) {
        PositionSink store = new PositionSink() {
            @Override
            public Map<Integer, Long> positions() throws SQLException {
                refuse();
                return Map.of(0, start, 1, 0L);
            }

            @Override
            public void commit(List<Result> batch, List<Advance> advances) throws SQLException {
                refuse();
                clients.takes(40);
                clients.events.add("store " + sequences(batch) + " " + advances);
            }
        };
        return new ExactlyOnceExternal(clients.consumer, processing, store, clients::clock, clients);
    }

    private void refuse() throws SQLException {
        if (refusal != null) {
            throw refusal;
        }
    }

    private static List<Long> sequences(List<Result> batch) {
        return batch.stream().map(Result::sequence).toList();
    }

    @Test
    void effectivelyOnceStoresBeforeItCommitsAndWhatIsStoredIsVisibleFromThen() {
        clients.with(2);
        EffectivelyOnce stage = effectivelyOnce(NEVER_FAILS);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).containsExactly("poll 2", "upsert [0, 1]", "commit {0=2}", "visible 0", "visible 1");
        assertThat(clients.took).containsEntry("commit", 37L);
        assertThat(stage.finished()).isEqualTo(2);
    }

    @Test
    void effectivelyOnceCommitsNothingThatTheStoreRefused() {
        clients.with(2);
        refusal = new SQLException("disk full");
        assertThatIllegalStateException()
                .isThrownBy(effectivelyOnce(NEVER_FAILS)::advance)
                .withMessage("the store did not take a batch: disk full");
        assertThat(clients.events).containsExactly("poll 2");
    }

    @Test
    void effectivelyOnceTriesARecordAgain() {
        clients.with(2);
        effectivelyOnce(new Processing(0, 1, RateCap.NONE)).advance();
        assertThat(clients.events).contains("upsert [0, 1]");
    }

    @Test
    void exactlyOnceExternalSeeksToTheStoresPositionAndNeverCommitsToKafka() {
        ExactlyOnceExternal stage = external(NEVER_FAILS);
        stage.assigned(List.of(Clients.FIRST, Clients.SECOND));
        clients.with(3);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events)
                .containsExactly(
                        "seek 0=1",
                        "seek 1=0",
                        "poll 2",
                        "store [1, 2] " + List.of(new Advance(0, 1, 3)),
                        "visible 1",
                        "visible 2");
        assertThat(clients.took).containsEntry("commit", 40L);
        assertThat(stage.finished()).isEqualTo(2);
    }

    @Test
    void eachBatchIsExpectedWhereTheOneBeforeEnded() {
        ExactlyOnceExternal stage = external(NEVER_FAILS);
        stage.assigned(List.of(Clients.FIRST));
        clients.with(2);
        stage.advance();
        clients.consumer.addRecord(new ConsumerRecord<>("in", 0, 2, new byte[1], Clients.value(2)));
        stage.advance();
        assertThat(clients.events).contains("store [2] " + List.of(new Advance(0, 2, 3)));
    }

    @Test
    void exactlyOnceExternalStoresNothingOfABatchThatFailsAndTakesItAgain() {
        start = 0;
        ExactlyOnceExternal stage = external(new Processing(0, 1, RateCap.NONE));
        stage.assigned(List.of(Clients.FIRST));
        clients.with(2);
        clients.events.clear();
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).containsExactly("poll 2", "seek 0=0");
        assertThat(stage.finished()).isZero();
        // The mock forgets what it has returned.
        clients.with(2);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).contains("store [0, 1] " + List.of(new Advance(0, 0, 2)));
    }

    @Test
    void aPartitionWithoutAPositionIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> external(NEVER_FAILS).assigned(List.of(new TopicPartition("in", 7))))
                .withMessage("the store has no position for in-7");
    }
}
