package org.guaranteebench.audit.scenario.producing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.audit.TwinFiles;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.process.SourceJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceNotesTest {
    @TempDir
    private Path home;

    @Test
    void oneGoesOnFromTheFirstMessageThatIsNotAcknowledged() throws IOException {
        TwinFiles files = new TwinFiles(home);
        for (long sequence = 10; sequence < 13; sequence++) {
            files.sent(files.plain(2, sequence));
        }
        files.source(2).intent(files.plain(2, 13));

        SourceNotes notes = SourceNotes.of(SourceJob.of(files.folder(), 2, "t", 1, 20));

        assertThat(notes.unacknowledged(10)).isEqualTo(13);
        assertThat(notes.unacknowledged(0)).isZero();
        assertThat(notes.has(Event.INTENT, 13)).isTrue();
        assertThat(notes.has(Event.ACKED, 13)).isFalse();
    }

    @Test
    void transactionsAreKnownByTheirNumbersAndNotByTheirRecords() throws IOException {
        TwinFiles files = new TwinFiles(home);
        AuditRecord record = files.sent(files.in(0, 4, Fate.ABORT, 70));
        LedgerWriter ledger = files.source(0);
        ledger.aborted(record.transaction());

        SourceNotes notes = SourceNotes.of(SourceJob.of(files.folder(), 0, "t", 1, 100));

        assertThat(notes.has(Event.TRANSACTION_ABORTED, 4)).isTrue();
        assertThat(notes.count(Event.TRANSACTION_ABORTED)).isEqualTo(1);
        assertThat(notes.count(Event.ACKED)).isEqualTo(1);
        assertThat(notes.has(Event.TRANSACTION_COMMITTED, 4)).isFalse();
    }
}
