package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.Parsed;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of steps is the promise, and the points are where they are said to be. */
class StageLoopTest {
    private static final String ASSIGNED = "said assigned 1 1 0";
    private static final Point[] ALL = {
        StagePoint.POLLED.at(0),
        StagePoint.PROCESSED.at(2),
        StagePoint.PRODUCED.at(0),
        StagePoint.COMMITTED.at(0),
        StagePoint.FILLED.at(0)
    };

    @TempDir
    private Path home;

    private WatchedStage stage;

    @BeforeEach
    void stage() throws IOException {
        stage = new WatchedStage(home);
    }

    @Test
    void commitFirstCommitsBeforeItProcesses() {
        assertThat(stage.with(2).run(CommitOrder.COMMIT_FIRST, Optional.empty(), ALL))
                .containsExactly(
                        ASSIGNED,
                        "at polled:0",
                        "commit {0=2}",
                        "POSITION 2 of -1",
                        "at committed:0",
                        "PROCESSED 0",
                        "PROCESSED 1",
                        "at processed:2",
                        "at produced:0");
    }

    @Test
    void processFirstCommitsWhenAllResultsAreAcknowledged() {
        assertThat(stage.with(2).run(CommitOrder.PROCESS_FIRST, Optional.of(stage.output()), ALL))
                .containsExactly(
                        ASSIGNED,
                        "at polled:0",
                        "INTENT 0 of -1",
                        "send to out-0",
                        "ACKED 0 of -1",
                        "INTENT 1 of -1",
                        "send to out-1",
                        "ACKED 1 of -1",
                        "at processed:2",
                        "flush",
                        "at produced:0",
                        "commit {0=2}",
                        "POSITION 2 of -1",
                        "at committed:0");
    }

    @Test
    void byTimerItNeverCommitsItself() {
        assertThat(stage.with(1).run(CommitOrder.TIMER, Optional.of(stage.output()), ALL))
                .containsExactly(
                        ASSIGNED,
                        "at polled:0",
                        "INTENT 0 of -1",
                        "send to out-0",
                        "ACKED 0 of -1",
                        "flush",
                        "at produced:0");
    }

    @Test
    void outsideCommitsPositionsJustBeforeTheTransaction() {
        assertThat(stage.with(1).run(CommitOrder.OUTSIDE, Optional.of(stage.output()), ALL))
                .containsExactly(
                        ASSIGNED,
                        "at polled:0",
                        "begin",
                        "INTENT 0 of 0",
                        "send to out-0",
                        "ACKED 0 of 0",
                        "flush",
                        "at produced:0",
                        "commit {0=1}",
                        "POSITION 1 of -1",
                        "at committed:0",
                        "at filled:0",
                        "TRANSACTION_COMMITTING 0",
                        "commit transaction",
                        "TRANSACTION_COMMITTED 0");
    }

    @Test
    void exactlyOnceHasPositionsInTheTransaction() {
        assertThat(stage.with(1).run(CommitOrder.EXACTLY_ONCE, Optional.of(stage.output()), ALL))
                .containsExactly(
                        ASSIGNED,
                        "at polled:0",
                        "begin",
                        "INTENT 0 of 0",
                        "send to out-0",
                        "ACKED 0 of 0",
                        "flush",
                        "at produced:0",
                        "include {0=1} in generation 1",
                        "at filled:0",
                        "TRANSACTION_COMMITTING 0",
                        "commit transaction",
                        "TRANSACTION_COMMITTED 0",
                        "POSITION 1 of 0",
                        "at committed:0");
    }

    @Test
    void batchesAndTransactionsAreNumberedFromZeroAndRecordsFromOne() {
        stage.consumer.setMaxPollRecords(2);
        assertThat(stage.with(3)
                        .run(
                                CommitOrder.EXACTLY_ONCE,
                                Optional.of(stage.output()),
                                StagePoint.POLLED.at(1),
                                StagePoint.PROCESSED.at(3),
                                StagePoint.PRODUCED.at(1),
                                StagePoint.FILLED.at(1),
                                StagePoint.COMMITTED.at(1)))
                .filteredOn(event -> event.startsWith("at "))
                .containsExactly("at polled:1", "at processed:3", "at produced:1", "at filled:1", "at committed:1");
    }

    @Test
    void aResultIsTheSameMessageInAnAttemptOfThisProcess() {
        stage.with(2).run(CommitOrder.EXACTLY_ONCE, Optional.of(stage.output()));
        PayloadCodec codec = new PayloadCodec(stage.key);
        assertThat(stage.producer.history())
                .extracting(record -> codec.parse(record.value()))
                .containsExactly(
                        new Parsed.Genuine(
                                new AuditRecord(stage.key.run(), 0, WatchedStage.INCARNATION, 0, 0, Fate.COMMIT)),
                        new Parsed.Genuine(
                                new AuditRecord(stage.key.run(), 0, WatchedStage.INCARNATION, 1, 0, Fate.COMMIT)));
        assertThat(stage.producer.history())
                .allSatisfy(record -> assertThat(record.value()).hasSameSizeAs(stage.value(0)));
    }

    /** Else it would process what the group may give to another. */
    @Test
    void whatTheGroupRefusesToCommitFirstIsNotProcessed() {
        stage.refusal = Optional.of(new CommitFailedException());
        stage.with(1).consumer.schedulePollTask(() -> stage.again(1));
        assertThat(stage.run(CommitOrder.COMMIT_FIRST, Optional.empty()))
                .containsExactly(
                        ASSIGNED,
                        "commit {0=1}",
                        "said refused CommitFailedException",
                        "seek 0",
                        "commit {0=1}",
                        "POSITION 1 of -1",
                        "PROCESSED 0");
    }

    @Test
    void whatTheGroupRefusesAfterProcessingStaysDone() {
        stage.refusal = Optional.of(new RebalanceInProgressException());
        assertThat(stage.with(1).run(CommitOrder.PROCESS_FIRST, Optional.empty()))
                .containsExactly(ASSIGNED, "PROCESSED 0", "commit {0=1}", "said refused RebalanceInProgressException");
    }

    @Test
    void whatTheGroupRefusesInATransactionIsAbortedAndDoneAgain() {
        stage.producer.sendOffsetsToTransactionException = new CommitFailedException();
        stage.with(1).consumer.schedulePollTask(() -> {
            stage.producer.sendOffsetsToTransactionException = null;
            stage.again(1);
        });
        assertThat(stage.run(CommitOrder.EXACTLY_ONCE, Optional.of(stage.output())))
                .containsExactly(
                        ASSIGNED,
                        "begin",
                        "INTENT 0 of 0",
                        "send to out-0",
                        "ACKED 0 of 0",
                        "flush",
                        "include {0=1} in generation 1",
                        "said refused CommitFailedException",
                        "abort transaction",
                        "TRANSACTION_ABORTED 0",
                        "seek 0",
                        "begin",
                        "INTENT 0 of 1",
                        "send to out-0",
                        "ACKED 0 of 1",
                        "flush",
                        "include {0=1} in generation 1",
                        "TRANSACTION_COMMITTING 1",
                        "commit transaction",
                        "TRANSACTION_COMMITTED 1",
                        "POSITION 1 of 1");
    }

    @Test
    void positionsRefusedOutsideOfATransactionAbortIt() {
        stage.refusal = Optional.of(new CommitFailedException());
        stage.with(1).consumer.schedulePollTask(() -> stage.again(1));
        assertThat(stage.run(CommitOrder.OUTSIDE, Optional.of(stage.output())))
                .containsSubsequence(
                        "commit {0=1}",
                        "said refused CommitFailedException",
                        "abort transaction",
                        "TRANSACTION_ABORTED 0",
                        "seek 0",
                        "INTENT 0 of 1",
                        "TRANSACTION_COMMITTED 1");
    }

    @Test
    void aFencedCommitMayHaveBeenMadeOrNot() {
        stage.producer.commitTransactionException = new ProducerFencedException("a successor");
        assertThatExceptionOfType(ProducerFencedException.class)
                .isThrownBy(() -> stage.with(1).run(CommitOrder.EXACTLY_ONCE, Optional.of(stage.output())));
        stage.ledger.close();
        assertThat(stage.events())
                .endsWith("TRANSACTION_COMMITTING 0", "commit transaction", "TRANSACTION_UNKNOWN 0", "CLOSED");
    }

    @Test
    void partitionsThatOthersHaveAreToldToTheParent() {
        stage.with(1)
                .consumer
                .schedulePollTask(() -> new AssignmentReport(stage.consumer, stage.checkpoints())
                        .onPartitionsLost(List.of(WatchedStage.PARTITION)));
        assertThat(stage.run(CommitOrder.PROCESS_FIRST, Optional.empty())).endsWith("said lost 0");
    }

    @Test
    void whatNoSourceHasMadeEndsIt() {
        stage.with(0).consumer.updateEndOffsets(Map.of(WatchedStage.PARTITION, 1L));
        stage.consumer.schedulePollTask(
                () -> stage.consumer.addRecord(new ConsumerRecord<>("in", 0, 0, null, new byte[60])));
        assertThatIllegalStateException()
                .isThrownBy(() -> stage.run(CommitOrder.PROCESS_FIRST, Optional.of(stage.output())))
                .withMessage("input at 0@0: does not begin like a payload");
    }
}
