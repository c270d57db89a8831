package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.grid.Transactions;
import org.junit.jupiter.api.Test;

class TransactorTest {
    private static final long MILLI = 1_000_000;
    private static final long COMMIT_TAKES = 7 * MILLI;

    private record Commit(long began, long ended, List<Long> stamps) {}

    private final List<Commit> commits = new ArrayList<>();
    private long now = 1_000;

    /** Commits take their time, and beginning has its own as well. */
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void commitTransaction() {
                    super.commitTransaction();
                    now += COMMIT_TAKES;
                }
            };

    private Transactor transactor(String transactions) {
        producer.initTransactions();
        return new Transactor(producer, Transactions.parse(transactions), () -> now, this::heard);
    }

    private void heard(long began, long ended, long[] stamps, int records) {
        commits.add(new Commit(
                began, ended, Arrays.stream(stamps).limit(records).boxed().toList()));
    }

    private void send(Transactor transactor, long stamp) {
        transactor.beforeSend();
        producer.send(new ProducerRecord<>("topic", new byte[1]));
        transactor.afterSend(stamp);
    }

    @Test
    void aTransactionBeginsWithItsFirstRecord() {
        Transactor transactor = transactor("2");
        assertThat(producer.transactionInFlight()).isFalse();

        transactor.beforeSend();
        assertThat(producer.transactionInFlight()).isTrue();
    }

    @Test
    void itCommitsAfterSoManyRecordsAndBeginsAnew() {
        Transactor transactor = transactor("3");
        for (int i = 0; i < 7; i++) {
            send(transactor, i);
        }

        assertThat(producer.commitCount()).isEqualTo(2);
        assertThat(producer.history()).hasSize(6);
        assertThat(producer.uncommittedRecords()).hasSize(1);
        assertThat(transactor.commits()).isEqualTo(2);
        assertThat(transactor.committedRecords()).isEqualTo(6);
    }

    @Test
    void oneRecordPerTransactionCommitsAfterEach() {
        Transactor transactor = transactor("1");
        send(transactor, 5);
        send(transactor, 6);

        assertThat(commits).extracting(Commit::stamps).containsExactly(List.of(5L), List.of(6L));
        assertThat(producer.transactionInFlight()).isFalse();
    }

    @Test
    void itCommitsWhenTheIntervalHasPassedSinceTheFirstRecord() {
        Transactor transactor = transactor("100ms");
        send(transactor, 1);
        now += 100 * MILLI - 1;
        send(transactor, 2);
        assertThat(producer.commitCount()).isZero();

        now += 1;
        send(transactor, 3);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(commits).extracting(Commit::stamps).containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void theIntervalOfTheNextTransactionStartsWithItsFirstRecordAndNotWithTheLastCommit() {
        Transactor transactor = transactor("100ms");
        send(transactor, 1);
        now += 100 * MILLI;
        send(transactor, 2);
        now += 500 * MILLI;
        send(transactor, 3);
        now += 99 * MILLI;
        send(transactor, 4);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.uncommittedRecords()).hasSize(2);
    }

    @Test
    void theListenerHearsWhenTheCommitBeganAndEndedAndOfWhichRecords() {
        Transactor transactor = transactor("2");
        send(transactor, 40);
        now = 5_000;
        send(transactor, 30);

        assertThat(commits).containsExactly(new Commit(5_000, 5_000 + COMMIT_TAKES, List.of(40L, 30L)));
    }

    @Test
    void aLargeTransactionKeepsTheStampsOfAllItsRecords() {
        Transactor transactor = transactor("10000");
        for (int i = 0; i < 20_000; i++) {
            send(transactor, i);
        }

        assertThat(commits)
                .extracting(Commit::stamps)
                .containsExactly(
                        IntStream.range(0, 10_000).mapToObj(i -> (long) i).toList(),
                        IntStream.range(10_000, 20_000).mapToObj(i -> (long) i).toList());
    }

    @Test
    void anOpenIntervalSaysWhenItMustBeCommitted() {
        Transactor transactor = transactor("100ms");
        assertThat(transactor.commitDue()).isEqualTo(Transactor.NEVER);

        send(transactor, 1);
        now += 30 * MILLI;
        send(transactor, 2);
        assertThat(transactor.commitDue()).isEqualTo(1_000 + 100 * MILLI);

        transactor.commit();
        assertThat(transactor.commitDue()).isEqualTo(Transactor.NEVER);
    }

    @Test
    void aNumberOfRecordsIsNeverDueByTime() {
        Transactor transactor = transactor("100");
        send(transactor, 1);

        assertThat(transactor.commitDue()).isEqualTo(Transactor.NEVER);
    }

    @Test
    void aCommitBetweenRecordsCountsAsScheduled() {
        Transactor transactor = transactor("100ms");
        send(transactor, 1);
        now = transactor.commitDue();
        long began = now;
        transactor.commit();

        assertThat(transactor.commits()).isEqualTo(1);
        assertThat(transactor.committedRecords()).isEqualTo(1);
        assertThat(commits).containsExactly(new Commit(began, began + COMMIT_TAKES, List.of(1L)));
    }

    @Test
    void anEarlyEndCommitsButIsNotWhatACommitCosts() {
        Transactor transactor = transactor("3");
        for (int i = 0; i < 5; i++) {
            send(transactor, i);
        }

        assertThat(transactor.finishEarly()).isEqualTo(2);
        assertThat(producer.history()).hasSize(5);
        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(transactor.committedRecords()).isEqualTo(5);
        assertThat(transactor.commits()).isEqualTo(1);
        assertThat(commits).hasSize(1);
    }

    @Test
    void anEndWithoutAnOpenTransactionDoesNothing() {
        Transactor transactor = transactor("2");
        send(transactor, 1);
        send(transactor, 2);

        assertThat(transactor.finishEarly()).isZero();
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void afterAnEarlyEndTheNextRecordBeginsANewTransaction() {
        Transactor transactor = transactor("2");
        send(transactor, 1);
        transactor.finishEarly();
        send(transactor, 2);

        assertThat(producer.transactionInFlight()).isTrue();
        assertThat(commits).isEmpty();
        send(transactor, 3);
        assertThat(commits).extracting(Commit::stamps).containsExactly(List.of(2L, 3L));
    }

    /** The producer has no transactional id here: each transactional call would throw. */
    @Test
    void withoutTransactionsSendingTouchesNeitherProducerNorClock() {
        Transactor transactor = new Transactor(
                producer,
                Transactions.NONE,
                () -> {
                    throw new AssertionError("clock read");
                },
                this::heard);
        for (int i = 0; i < 5; i++) {
            send(transactor, i);
        }

        assertThat(transactor.commitDue()).isEqualTo(Transactor.NEVER);
        assertThat(transactor.finishEarly()).isZero();
        assertThat(transactor.commits()).isZero();
        assertThat(transactor.committedRecords()).isZero();
        assertThat(producer.history()).hasSize(5);
        assertThat(commits).isEmpty();
    }

    @Test
    void withoutTransactionsACommitIsNoCallOfTheProducer() {
        // MockProducer throws when it is asked to commit and has no transaction.
        new Transactor(new MockProducer<>(), Transactions.NONE, System::nanoTime, (a, b, c, d) -> {}).commit();
        MockProducer<byte[], byte[]> producer = new MockProducer<>();
        new Transactor(producer, Transactions.NONE, System::nanoTime, (a, b, c, d) -> {}).commit();
        assertThat(producer.commitCount()).isZero();
    }
}
