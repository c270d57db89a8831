package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExactlyOnceSessionIT {
    private static final Tables TABLES = new Tables("run-1", "once");
    private static EmbeddedDatabase database;
    private static ConnectionPool pool;

    private final ExactlyOnceSession session = new ExactlyOnceSession(pool, TABLES);
    private final ExactlyOnceSession rival = new ExactlyOnceSession(pool, TABLES);

    @BeforeAll
    static void start() throws IOException {
        database = new EmbeddedDatabase();
        pool = new ConnectionPool(database.login(), 3);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        database.close();
    }

    @BeforeEach
    void create() throws SQLException {
        session.create(3);
    }

    @AfterEach
    void drop() throws SQLException {
        session.drop();
    }

    /** Offsets of one partition; the sequence tells both. */
    private static List<Result> batch(int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new Result(partition, offset, offset * 3 + partition, new byte[] {1, 2}))
                .toList();
    }

    @Test
    void positionsBeginAtZeroAndMoveWithTheirResults() throws SQLException {
        assertThat(session.positions()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
        List<Result> both = new ArrayList<>(batch(0, 0, 10));
        both.addAll(batch(2, 0, 7));
        session.commit(both, List.of(new Advance(2, 0, 7), new Advance(0, 0, 10)));
        session.commit(List.of(), List.of(new Advance(0, 10, 12)));
        assertThat(rival.positions()).isEqualTo(Map.of(0, 12L, 1, 0L, 2, 7L));
        assertThat(session.results().count()).isEqualTo(17);
        assertThat(session.results().duplicates()).isZero();
    }

    @Test
    void theStaleOfTwoSessionsIsFencedAndItsRowsAreNotThere() throws SQLException {
        session.commit(batch(1, 0, 5), List.of(new Advance(1, 0, 5)));
        // Both take over at 5; the rival is faster and has other offsets, so that no key would stop the other.
        rival.commit(batch(1, 5, 8), List.of(new Advance(1, 5, 100)));
        List<Result> stale = new ArrayList<>(batch(1, 50, 60));
        stale.addAll(batch(0, 0, 10));
        FencedException fenced = catchThrowableOfType(
                FencedException.class,
                () -> session.commit(stale, List.of(new Advance(0, 0, 10), new Advance(1, 5, 60))));
        assertThat(fenced)
                .hasMessage(
                        "partition 1: expected position 5, found 100: another consumer has taken it over, and nothing"
                                + " of this batch was stored");
        assertThat(fenced.partition()).isEqualTo(1);
        assertThat(session.positions()).isEqualTo(Map.of(0, 0L, 1, 100L, 2, 0L));
        assertThat(session.results().count()).isEqualTo(8);
    }

    @Test
    void aPartitionWithoutAPositionIsFencedToo() {
        assertThatThrownBy(() -> session.commit(batch(7, 0, 1), List.of(new Advance(7, 0, 1))))
                .isInstanceOf(FencedException.class)
                .hasMessageStartingWith("partition 7: expected position 0, found none");
    }

    @Test
    void whoCommitsWhileARivalsTransactionIsOpenWaitsAndIsThenFenced() throws Exception {
        try (Connection open = database.login().connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.executeUpdate("UPDATE " + TABLES.positions() + " SET next_offset = 3 WHERE topic_partition = 0");
            CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    session.commit(batch(0, 0, 3), List.of(new Advance(0, 0, 3)));
                    return new AssertionError("not fenced");
                } catch (Exception e) {
                    return e;
                }
            });
            assertThatThrownBy(() -> outcome.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            open.commit();
            assertThat(outcome.get(90, TimeUnit.SECONDS))
                    .isInstanceOf(FencedException.class)
                    .hasMessageStartingWith("partition 0: expected position 0, found 3");
        }
        assertThat(session.results().count()).isZero();
    }

    @Test
    void aTransactionThatFailsAfterThePositionMovedLeavesNeitherRowsNorPosition() throws SQLException {
        List<Result> results = new ArrayList<>(batch(0, 0, 200));
        results.add(new Result(0, 200, 600, null));
        assertThatThrownBy(() -> session.commit(results, List.of(new Advance(0, 0, 201))))
                .isInstanceOf(SQLException.class);
        assertThat(session.results().count()).isZero();
        assertThat(session.positions()).containsEntry(0, 0L);
        session.commit(batch(0, 0, 200), List.of(new Advance(0, 0, 200)));
        assertThat(session.results().count()).as("it may be tried again").isEqualTo(200);
    }

    @Test
    void aResultThatIsThereAlreadyIsAnErrorAndNotWrittenOver() throws SQLException {
        session.commit(batch(0, 0, 5), List.of(new Advance(0, 0, 5)));
        assertThatThrownBy(() -> session.commit(batch(0, 4, 6), List.of(new Advance(0, 5, 6))))
                .hasMessageContaining("duplicate key");
        assertThat(session.positions()).containsEntry(0, 5L);
    }

    @Test
    void aConnectionThatIsLostMidwayLeavesNothing() throws Exception {
        try (Connection blocker = database.login().connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + TABLES.results() + " IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    session.commit(batch(0, 0, 3), List.of(new Advance(0, 0, 3)));
                    return new AssertionError("committed");
                } catch (Exception e) {
                    return e;
                }
            });
            awaitBlocked(statement);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(outcome.get(90, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
            blocker.rollback();
        }
        assertThat(session.positions()).containsEntry(0, 0L);
        assertThat(session.results().count()).isZero();
    }

    private static void awaitBlocked(Statement statement) throws SQLException, InterruptedException {
        for (int i = 0; i < 1000; i++) {
            // A snapshot of activity is kept for a transaction.
            statement.execute("SELECT pg_stat_clear_snapshot()");
            try (var rows = statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
                if (rows.next()) {
                    return;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nobody waits");
    }
}
