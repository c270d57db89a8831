package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.audit.TwinFiles;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verdict.Judgement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The definitions of the counters, one by one; {@link TwinFiles#judged} has the recount agree on each. */
class JudgeTest {
    @TempDir
    private Path home;

    private TwinFiles twin;

    @BeforeEach
    void twin() throws IOException {
        twin = new TwinFiles(home);
    }

    private static Counters counters(long sent, long acked) {
        return new Counters(sent, acked, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Counters with(Counters counters, Counter counter, long value) {
        return Counters.of(each -> each == counter ? value : counters.of(each));
    }

    private static void assertFinds(Judgement judgement, Counters counters, Finding... findings) {
        assertThat(judgement.counters()).isEqualTo(counters);
        assertThat(judgement.findings()).containsExactly(findings);
    }

    @Test
    void whatWasAcknowledgedAndReadOnceIsNoFinding() throws IOException {
        twin.read(0, twin.sent(twin.plain(0, 0)), twin.sent(twin.plain(0, 1))).read(1, twin.sent(twin.plain(0, 2)));
        Judgement judgement = twin.judged();
        assertFinds(judgement, counters(3, 3));
        assertThat(judgement.readBack()).isEqualTo("read_uncommitted");
        assertThat(judgement.isolation()).isEqualTo("read_uncommitted");
        assertThat(judgement.source()).isEqualTo("topic t");
    }

    @Test
    void whatWasAcknowledgedAndNotReadIsLost() throws IOException {
        twin.read(0, twin.sent(twin.plain(0, 0)));
        twin.sent(twin.plain(0, 1));
        assertFinds(twin.judged(), with(counters(2, 2), Counter.LOST, 1), Finding.message(Counter.LOST, 0, 1));
    }

    @Test
    void copiesBeyondTheFirstAreDuplicatesWhoeverSentThem() throws IOException {
        AuditRecord first = twin.sent(twin.plain(0, 5));
        AuditRecord again = twin.sent(twin.plain(1, 5));
        twin.read(0, first, first, again).read(2, again);
        assertFinds(
                twin.judged(),
                with(counters(1, 1), Counter.DUPLICATED, 3),
                Finding.copy(Counter.DUPLICATED, 0, 5, 0, 3),
                Finding.copy(Counter.DUPLICATED, 0, 5, 0, 5),
                Finding.copy(Counter.DUPLICATED, 0, 5, 2, 1));
    }

    @Test
    void anAttemptWithoutAnAnswerIsIndeterminateWhetherReadOrNot() throws IOException {
        LedgerWriter ledger = twin.source(0);
        ledger.intent(twin.plain(0, 0));
        ledger.intent(twin.plain(0, 1));
        ledger.unknown(twin.plain(0, 1));
        ledger.intent(twin.plain(0, 2));
        twin.read(0, twin.plain(0, 2));
        assertFinds(
                twin.judged(),
                with(counters(3, 0), Counter.INDETERMINATE, 3),
                Finding.message(Counter.INDETERMINATE, 0, 0),
                Finding.message(Counter.INDETERMINATE, 0, 1),
                Finding.message(Counter.INDETERMINATE, 0, 2));
    }

    @Test
    void aFailureIsNeitherLostNorInDoubtUnlessItIsReadAfterAll() throws IOException {
        LedgerWriter ledger = twin.source(0);
        for (int i = 0; i < 2; i++) {
            ledger.intent(twin.plain(0, i));
            ledger.failed(twin.plain(0, i));
        }
        twin.read(0, twin.plain(0, 1));
        assertFinds(
                twin.judged(),
                with(counters(2, 0), Counter.INDETERMINATE, 1),
                Finding.message(Counter.INDETERMINATE, 0, 1));
    }

    @Test
    void aMessageIsAcknowledgedByAnyOfItsAttempts() throws IOException {
        LedgerWriter ledger = twin.source(0);
        ledger.intent(twin.plain(0, 0));
        ledger.failed(twin.plain(0, 0));
        ledger.intent(twin.plain(0, 0));
        ledger.acked(twin.plain(0, 0), 0, 0);
        ledger.intent(twin.plain(0, 1));
        twin.sent(twin.plain(1, 1));
        twin.read(0, twin.plain(0, 0));
        assertFinds(twin.judged(), with(counters(2, 2), Counter.LOST, 1), Finding.message(Counter.LOST, 0, 1));
    }

    private void transaction(int incarnation, long number, Fate fate, long... sequences) throws IOException {
        for (long sequence : sequences) {
            twin.sent(twin.in(incarnation, number, fate, sequence));
        }
    }

    @Test
    void onlyACommitAcknowledgesWhatWasSentInATransaction() throws IOException {
        transaction(0, 0, Fate.COMMIT, 0);
        twin.source(0).committing(0);
        twin.source(0).committed(0);
        transaction(0, 1, Fate.COMMIT, 1);
        twin.source(0).aborted(1);
        transaction(0, 2, Fate.COMMIT, 2);
        twin.source(0).committing(2);
        transaction(0, 3, Fate.COMMIT, 3);
        twin.source(0).committing(3);
        twin.source(0).unknown(3);
        transaction(0, 4, Fate.ABORT, 4);
        twin.source(0).unknown(4);
        transaction(0, 5, Fate.COMMIT, 5);
        Counters counters = counters(6, 1);
        assertFinds(
                twin.judged(),
                with(with(counters, Counter.LOST, 1), Counter.INDETERMINATE, 2),
                Finding.message(Counter.LOST, 0, 0),
                Finding.message(Counter.INDETERMINATE, 0, 2),
                Finding.message(Counter.INDETERMINATE, 0, 3));
    }

    @Test
    void theRecordsOfAnAbortedTransactionAreAbortedReadsAndNoCopies() throws IOException {
        transaction(0, 0, Fate.ABORT, 0, 1);
        twin.source(0).aborted(0);
        AuditRecord again = twin.sent(twin.plain(0, 1));
        twin.read(0, twin.in(0, 0, Fate.ABORT, 0), twin.in(0, 0, Fate.ABORT, 1), again);
        assertFinds(
                twin.judged(),
                with(counters(2, 1), Counter.ABORTED_READ, 2),
                Finding.copy(Counter.ABORTED_READ, 0, 0, 0, 1),
                Finding.copy(Counter.ABORTED_READ, 0, 1, 0, 3));
    }

    @Test
    void aTransactionWhoseCommitNobodyAskedForIsAborted() throws IOException {
        transaction(0, 0, Fate.COMMIT, 0);
        twin.read(0, twin.in(0, 0, Fate.COMMIT, 0));
        assertFinds(
                twin.judged(),
                with(counters(1, 0), Counter.ABORTED_READ, 1),
                Finding.copy(Counter.ABORTED_READ, 0, 0, 0, 1));
    }

    @Test
    void aTransactionThatIsReadInPartIsTornEvenIfItsOutcomeIsUnknown() throws IOException {
        transaction(0, 0, Fate.COMMIT, 0, 1, 2);
        twin.source(0).committing(0);
        twin.source(0).committed(0);
        transaction(0, 1, Fate.COMMIT, 3, 4);
        twin.source(0).committing(1);
        transaction(1, 0, Fate.COMMIT, 5, 6);
        twin.source(1).committing(0);
        twin.source(1).committed(0);
        transaction(1, 1, Fate.ABORT, 7, 8);
        AuditRecord copied = twin.in(0, 0, Fate.COMMIT, 0);
        twin.read(0, copied, copied, twin.in(0, 0, Fate.COMMIT, 2), twin.in(0, 1, Fate.COMMIT, 3));
        assertThat(twin.judged().findings())
                .filteredOn(finding -> finding.counter() == Counter.TORN)
                .containsExactlyInAnyOrder(Finding.torn(0, 0, 2, 3), Finding.torn(1, 0, 1, 2));
    }

    @Test
    void whatFailedIsNoPartOfItsTransaction() throws IOException {
        transaction(0, 0, Fate.COMMIT, 0);
        AuditRecord refused = twin.in(0, 0, Fate.COMMIT, 1);
        twin.source(0).intent(refused);
        twin.source(0).failed(refused);
        twin.source(0).committed(0);
        twin.read(0, twin.in(0, 0, Fate.COMMIT, 0));
        assertFinds(twin.judged(), counters(2, 1));
    }

    @Test
    void aFirstCopyBehindAHigherSequenceOfItsProducerAndPartitionIsReordered() throws IOException {
        for (int i = 0; i < 6; i++) {
            twin.sent(twin.plain(0, i));
        }
        AuditRecord other = AuditRecord.plain(twin.key().run(), 1, 0, 0);
        twin.sent(other);
        twin.read(0, twin.plain(0, 0), twin.plain(0, 3), other, twin.plain(0, 2), twin.plain(0, 4))
                .read(1, twin.plain(0, 1), twin.plain(0, 5));
        assertFinds(
                twin.judged(), with(counters(7, 7), Counter.REORDERED, 1), Finding.copy(Counter.REORDERED, 0, 2, 0, 7));
    }

    @Test
    void aDuplicateBreaksNoOrderAndNeitherDoesAnAbortedRecord() throws IOException {
        transaction(0, 0, Fate.ABORT, 9);
        for (int i = 0; i < 3; i++) {
            twin.sent(twin.plain(0, i));
        }
        twin.read(
                        0,
                        twin.in(0, 0, Fate.ABORT, 9),
                        twin.plain(0, 0),
                        twin.plain(0, 1),
                        twin.plain(0, 0),
                        twin.plain(0, 2))
                .read(1, twin.plain(0, 2), twin.plain(0, 1));
        Counters counters = with(with(counters(4, 3), Counter.DUPLICATED, 3), Counter.ABORTED_READ, 1);
        assertThat(twin.judged().counters()).isEqualTo(counters);
    }

    @Test
    void whatNobodyIntendedIsAPhantomHoweverGenuineItLooks() throws IOException {
        twin.sent(twin.plain(0, 0));
        transaction(0, 7, Fate.COMMIT, 1);
        twin.source(0).committed(7);
        twin.read(0, twin.plain(0, 0), twin.in(0, 7, Fate.COMMIT, 1));
        twin.read(0, new byte[10])
                .read(0, (byte[]) null)
                .read(0, twin.plain(1, 0), twin.plain(0, 2))
                .read(0, twin.in(0, 8, Fate.COMMIT, 1), twin.in(0, 7, Fate.ABORT, 1), twin.in(0, 7, Fate.COMMIT, 0));
        assertThat(twin.judged().counters()).isEqualTo(with(counters(2, 2), Counter.PHANTOM, 7));
    }

    /** The source has sent five; the stage passed on what the test says. */
    private void pipeline() throws IOException {
        for (int i = 0; i < 5; i++) {
            twin.sent(twin.plain(0, i));
        }
    }

    private AuditRecord passedOn(int incarnation, long sequence) throws IOException {
        AuditRecord record = twin.plain(incarnation, sequence);
        LedgerWriter ledger = twin.stage(incarnation);
        ledger.intent(record);
        ledger.acked(record, 0, 0);
        return record;
    }

    @Test
    void inAPipelineTheSourcePromisesAndTheStageDelivers() throws IOException {
        pipeline();
        twin.read(0, passedOn(7, 0), passedOn(7, 1), passedOn(8, 1), passedOn(8, 3));
        passedOn(8, 4);
        assertFinds(
                twin.judged(),
                with(with(counters(5, 5), Counter.LOST, 2), Counter.DUPLICATED, 1),
                Finding.message(Counter.LOST, 0, 2),
                Finding.message(Counter.LOST, 0, 4),
                Finding.copy(Counter.DUPLICATED, 0, 1, 0, 5));
    }

    @Test
    void aStageThatPassesOnWhatItsSourceAbortedOrNeverSentIsNamed() throws IOException {
        transaction(0, 0, Fate.ABORT, 0);
        twin.source(0).aborted(0);
        twin.sent(twin.plain(0, 1));
        twin.read(0, passedOn(7, 0), passedOn(7, 1), passedOn(7, 2));
        assertFinds(
                twin.judged(),
                with(with(counters(2, 1), Counter.ABORTED_READ, 1), Counter.PHANTOM, 1),
                Finding.copy(Counter.ABORTED_READ, 0, 0, 0, 1),
                Finding.unintended(0, 2, 0, 5));
    }

    @Test
    void onlyTheFirstTenOfEachKindAreNamed() throws IOException {
        for (int i = 0; i < 25; i++) {
            twin.sent(twin.plain(0, i));
        }
        Judgement judgement = twin.judged();
        assertThat(judgement.counters().lost()).isEqualTo(25);
        assertThat(judgement.findings()).hasSize(10).last().isEqualTo(Finding.message(Counter.LOST, 0, 9));
    }
}
