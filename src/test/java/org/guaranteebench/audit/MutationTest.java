package org.guaranteebench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.audit.oracle.Oracle;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;
import org.guaranteebench.audit.verify.Difference;
import org.guaranteebench.audit.verify.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a good log, one thing is changed at a time. The oracle must name it, and so must the recount when all that it has
 * to hold it against is what the oracle said of the good log.
 */
class MutationTest {
    private static final Counters GOOD = new Counters(200, 190, 0, 0, 0, 0, 0, 0, 0);
    private static final int PLAIN = 100;
    private static final int TRANSACTIONS = 20;
    private static final int SIZE = 5;

    @TempDir
    private Path home;

    private TwinFiles twin;

    /** 100 plain records, then 20 transactions of 5, of which the last two are aborted and a reader does not see them. */
    @BeforeEach
    void goodLog() throws IOException {
        twin = new TwinFiles(home);
        for (int i = 0; i < PLAIN; i++) {
            twin.read(i % 2, twin.sent(twin.plain(0, i)));
        }
        for (int t = 0; t < TRANSACTIONS; t++) {
            boolean commits = t < TRANSACTIONS - 2;
            for (int i = 0; i < SIZE; i++) {
                int sequence = PLAIN + SIZE * t + i;
                AuditRecord record = twin.sent(twin.in(0, t, commits ? Fate.COMMIT : Fate.ABORT, sequence));
                if (commits) {
                    twin.read(sequence % 2, record);
                }
            }
            if (commits) {
                twin.source(0).committing(t);
                twin.source(0).committed(t);
            } else {
                twin.source(0).aborted(t);
            }
        }
        assertThat(twin.judged().counters()).isEqualTo(GOOD);
        assertThat(Verification.of(twin.folder())).isEmpty();
    }

    private static Counters good(Counter counter, long value) {
        return Counters.of(each -> each == counter ? value : GOOD.of(each));
    }

    /** Both name it, and both say the same of the changed log. */
    private void assertNamed(Counters counters, Finding... findings) throws IOException {
        twin.write();
        List<Difference> differences = Verification.of(twin.folder());
        assertThat(differences.stream().flatMap(difference -> difference.onlyRecounted().stream()))
                .containsExactlyInAnyOrder(findings);
        Judgement judgement = Oracle.judge(twin.folder()).judgements().get(0);
        assertThat(judgement.counters()).isEqualTo(counters);
        assertThat(judgement.findings()).containsExactlyInAnyOrder(findings);
        new Judgements(List.of(judgement)).write(twin.folder().judgements());
        assertThat(Verification.of(twin.folder())).isEmpty();
    }

    private ReadRecord remove(AuditRecord record) {
        ReadRecord found = find(record);
        twin.records().remove(found);
        return found;
    }

    private ReadRecord find(AuditRecord record) {
        byte[] payload = twin.payload(record);
        return twin.records().stream()
                .filter(read -> ByteBuffer.wrap(read.payload()).equals(ByteBuffer.wrap(payload)))
                .findFirst()
                .orElseThrow();
    }

    private void put(ReadRecord place, byte[] payload) {
        twin.records().remove(place);
        twin.records().add(new ReadRecord(place.partition(), place.offset(), payload));
    }

    @Test
    void aRecordThatIsDroppedIsNamedAsLost() throws IOException {
        remove(twin.plain(0, 42));
        assertNamed(good(Counter.LOST, 1), Finding.message(Counter.LOST, 0, 42));
    }

    @Test
    void aRecordThatIsCopiedIsNamedAsDuplicated() throws IOException {
        twin.read(0, twin.plain(0, 42));
        ReadRecord copy = twin.records().stream()
                .filter(record -> record.partition() == 0)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertNamed(good(Counter.DUPLICATED, 1), Finding.copy(Counter.DUPLICATED, 0, 42, 0, copy.offset()));
    }

    @Test
    void twoRecordsThatAreExchangedAreNamedAsReordered() throws IOException {
        ReadRecord earlier = find(twin.plain(0, 42));
        ReadRecord later = find(twin.plain(0, 44));
        put(earlier, later.payload());
        put(later, earlier.payload());
        assertNamed(good(Counter.REORDERED, 1), Finding.copy(Counter.REORDERED, 0, 42, 0, later.offset()));
    }

    @Test
    void aRecordThatIsForgedIsNamedAsAPhantomAndTheOneInItsPlaceAsLost() throws IOException {
        ReadRecord place = find(twin.plain(0, 42));
        byte[] forged = place.payload().clone();
        ByteBuffer.wrap(forged).putLong(20, 43);
        put(place, forged);
        Counters counters = good(Counter.LOST, 1);
        assertNamed(
                Counters.of(counter -> counter == Counter.PHANTOM ? 1 : counters.of(counter)),
                Finding.message(Counter.LOST, 0, 42),
                Finding.foreign(0, place.offset()));
    }

    @Test
    void aGenuineRecordThatNobodyIntendedIsNamedAsAPhantom() throws IOException {
        twin.read(1, twin.plain(0, 4711));
        ReadRecord last = twin.records().get(twin.records().size() - 1);
        assertNamed(good(Counter.PHANTOM, 1), Finding.unintended(0, 4711, 1, last.offset()));
    }

    @Test
    void aTransactionThatLosesOneOfItsRecordsIsNamedAsTorn() throws IOException {
        int sequence = PLAIN + 3 * SIZE + 1;
        remove(twin.in(0, 3, Fate.COMMIT, sequence));
        Counters counters = good(Counter.LOST, 1);
        assertNamed(
                Counters.of(counter -> counter == Counter.TORN ? 1 : counters.of(counter)),
                Finding.message(Counter.LOST, 0, sequence),
                Finding.torn(3, 0, SIZE - 1, SIZE));
    }

    @Test
    void aRecordOfAnAbortedTransactionThatShowsUpIsNamed() throws IOException {
        int sequence = PLAIN + (TRANSACTIONS - 1) * SIZE;
        twin.read(1, twin.in(0, TRANSACTIONS - 1, Fate.ABORT, sequence));
        ReadRecord last = twin.records().get(twin.records().size() - 1);
        assertNamed(good(Counter.ABORTED_READ, 1), Finding.copy(Counter.ABORTED_READ, 0, sequence, 1, last.offset()));
    }

    @Test
    void anOracleThatNamesTheWrongRecordIsFoundOutThoughItsNumbersAreRight() throws IOException {
        remove(twin.plain(0, 42));
        twin.write();
        Judgement honest = Oracle.judge(twin.folder()).judgements().get(0);
        new Judgements(List.of(new Judgement(
                        honest.readBack(),
                        honest.isolation(),
                        honest.source(),
                        honest.counters(),
                        List.of(Finding.message(Counter.LOST, 0, 43)))))
                .write(twin.folder().judgements());
        assertThat(Verification.of(twin.folder()))
                .singleElement()
                .hasToString("read_uncommitted: lost is 1 by the oracle, 1 recounted; only the oracle has producer 0"
                        + " sequence 43; only the recount has producer 0 sequence 42");
    }

    @Test
    void aWrongNameIsFoundOutEvenAmongMoreCasesThanAreNamed() throws IOException {
        for (int i = 0; i <= Judgement.MOST_FINDINGS; i++) {
            remove(twin.plain(0, i));
        }
        twin.write();
        Judgement honest = Oracle.judge(twin.folder()).judgements().get(0);
        List<Finding> findings = new ArrayList<>(honest.findings());
        findings.set(0, Finding.message(Counter.LOST, 0, 99));
        new Judgements(List.of(new Judgement(
                        honest.readBack(), honest.isolation(), honest.source(), honest.counters(), findings)))
                .write(twin.folder().judgements());
        assertThat(Verification.of(twin.folder()))
                .singleElement()
                .hasToString("read_uncommitted: lost is 11 by the oracle, 11 recounted; only the oracle has producer 0"
                        + " sequence 99");
    }

    @Test
    void aReadBackThatWasNeverJudgedIsRefused() throws IOException {
        Files.copy(twin.folder().readBack(TwinFiles.READ_BACK), twin.folder().readBack("table"));
        assertThatIOException()
                .isThrownBy(() -> Verification.of(twin.folder()))
                .withMessageContaining("table.readback: is in no judgement of");
    }

    @Test
    void judgementsThatAreNoneAreRefusedByName() throws IOException {
        for (String content : new String[] {"", "{", "[]", "{\"judgements\":null}"}) {
            Files.writeString(twin.folder().judgements(), content);
            assertThatIOException()
                    .isThrownBy(() -> Verification.of(twin.folder()))
                    .withMessageContaining("oracle.json");
        }
    }
}
