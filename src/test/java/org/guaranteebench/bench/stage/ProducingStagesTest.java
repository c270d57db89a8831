package org.guaranteebench.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.RateCap;
import org.junit.jupiter.api.Test;

/** The order of steps is the promise. */
class ProducingStagesTest {
    /** On which the first attempt fails, among the first few: see {@link ProcessingTest}. */
    private static final int ONE_OF_THE_FIRST = 1;

    private static final Processing NEVER_FAILS = new Processing(0, 0, RateCap.NONE);

    private final Clients clients = new Clients();

    /** Of a thousand records the very first fails. */
    private static Processing failingFirst() {
        return new Processing(0, ONE_OF_THE_FIRST, RateCap.NONE);
    }

    private AtMostOnce atMostOnce(Processing processing) {
        return new AtMostOnce(clients.consumer, new Unawaited(processing, clients.output), clients::clock, clients);
    }

    private AtLeastOnce atLeastOnce(Processing processing) {
        return new AtLeastOnce(clients.consumer, processing, clients.output, clients::clock, clients);
    }

    private ExactlyOnce exactlyOnce(Processing processing) {
        clients.producer.initTransactions();
        return new ExactlyOnce(clients.consumer, processing, clients.output, clients::clock, clients);
    }

    @Test
    void atMostOnceCommitsBeforeItProduces() {
        assertThat(atMostOnce(NEVER_FAILS).advance()).isFalse();
        clients.with(2);
        assertThat(atMostOnce(NEVER_FAILS).advance()).isTrue();
        assertThat(clients.events)
                .containsExactly("poll 0", "poll 2", "commit {0=2}", "send 0 to out", "send 1 to out");
        assertThat(clients.took).containsEntry("commit", 7L);
    }

    @Test
    void atMostOnceSkipsWhatFailsAndCountsIt() {
        clients.with(2);
        Processing processing = failingFirst();
        AtMostOnce stage = atMostOnce(processing);
        stage.advance();
        assertThat(clients.events).containsExactly("poll 2", "commit {0=2}", "send 1 to out");
        assertThat(processing.skipped()).isEqualTo(1);
    }

    @Test
    void resultsThatNobodyWaitsForAreFinalWhenTheyAreAcknowledged() {
        clients.with(2);
        AtMostOnce stage = atMostOnce(NEVER_FAILS);
        stage.advance();
        assertThat(stage.finished()).isZero();
        clients.producer.completeNext();
        assertThat(stage.finished()).isEqualTo(1);
    }

    @Test
    void aResultThatWasNotAcknowledgedEndsTheTrial() {
        clients.with(2);
        AtMostOnce stage = atMostOnce(NEVER_FAILS);
        stage.advance();
        clients.producer.errorNext(new TimeoutException("too late"));
        clients.consumer.seek(Clients.FIRST, 0);
        clients.with(2);
        assertThatIllegalStateException().isThrownBy(stage::advance).withMessageContaining("too late");
    }

    @Test
    void autoCommitLeavesThePositionToTheClient() {
        clients.with(2);
        AutoCommit stage = new AutoCommit(clients.consumer, new Unawaited(failingFirst(), clients.output));
        assertThat(stage.advance()).isTrue();
        assertThat(stage.advance()).isFalse();
        assertThat(clients.events).containsExactly("poll 2", "send 1 to out", "poll 0");
    }

    @Test
    void atLeastOnceCommitsWhenAllResultsAreAcknowledged() {
        clients.with(2);
        AtLeastOnce stage = atLeastOnce(NEVER_FAILS);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).containsExactly("poll 2", "send 0 to out", "send 1 to out", "flush", "commit {0=2}");
        assertThat(stage.finished()).isEqualTo(2);
        assertThat(clients.took).containsEntry("commit", 7L);
    }

    @Test
    void atLeastOnceDoesNotCommitWhatWasNotAcknowledged() {
        clients.with(1);
        Output refusing = new Output(
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new TimeoutException("too late"));
                    }
                },
                "out");
        AtLeastOnce stage = new AtLeastOnce(clients.consumer, NEVER_FAILS, refusing, clients::clock, clients);
        assertThatIllegalStateException().isThrownBy(stage::advance).withMessageContaining("too late");
        assertThat(clients.events).containsExactly("poll 1");
        assertThat(stage.finished()).isZero();
    }

    @Test
    void atLeastOnceTriesARecordAgainUntilItHasAResult() {
        clients.with(2);
        Processing processing = failingFirst();
        atLeastOnce(processing).advance();
        assertThat(clients.events).containsExactly("poll 2", "send 0 to out", "send 1 to out", "flush", "commit {0=2}");
        assertThat(processing.attempts()).isEqualTo(3);
        assertThat(processing.skipped()).isZero();
    }

    @Test
    void exactlyOnceHasItsPositionInTheTransactionOfItsResults() {
        clients.with(2);
        ExactlyOnce stage = exactlyOnce(NEVER_FAILS);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events)
                .containsExactly(
                        "poll 2",
                        "begin",
                        "send 0 to out",
                        "send 1 to out",
                        "offsets {0=2} of dummy.group.id",
                        "commit transaction");
        assertThat(stage.finished()).isEqualTo(2);
        assertThat(clients.took).containsEntry("commit", 16L);
    }

    @Test
    void exactlyOnceAbortsABatchThatFailsAndTakesItAgain() {
        clients.with(2);
        Processing processing = failingFirst();
        ExactlyOnce stage = exactlyOnce(processing);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).containsExactly("poll 2", "begin", "abort", "seek 0=0");
        assertThat(stage.finished()).isZero();
        clients.events.clear();
        // The mock forgets what it has returned.
        clients.with(2);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).contains("send 0 to out", "send 1 to out", "commit transaction");
        assertThat(stage.finished()).isEqualTo(2);
    }

    @Test
    void whoeverIsFencedEndsWithKafkasOwnWordsAndFinishesNothing() {
        clients.with(2);
        ExactlyOnce stage = exactlyOnce(NEVER_FAILS);
        clients.producer.fenceProducer();
        assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(stage::advance);
        assertThat(stage.finished()).isZero();
        assertThat(clients.events).doesNotContain("abort", "commit transaction");
    }

    @Test
    void anEmptyPollBeginsNoTransaction() {
        assertThat(exactlyOnce(NEVER_FAILS).advance()).isFalse();
        assertThat(clients.events).containsExactly("poll 0");
    }
}
