package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.readback.ReadBackHeader;
import org.guaranteebench.audit.readback.ReadBackWriter;
import org.guaranteebench.audit.verdict.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionRecordsTest {
    private static final int RECORDS = 1_000_000;
    private static final int TRANSACTION = 100;

    /** Generous, for a machine with other things to do; seen were 3 s and 1 s. */
    private static final Duration CEILING = Duration.ofSeconds(60);

    private static final long MOST_HEAP = 200_000_000;

    @TempDir
    private Path home;

    private final AuditKey key = AuditKey.random();
    private final PayloadCodec codec = new PayloadCodec(key);
    private Path ledger;
    private Path readBack;

    @BeforeEach
    void names() {
        ledger = home.resolve("incarnation-0.ledger");
        readBack = home.resolve("read_committed.readback");
    }

    private AuditRecord record(int sequence) {
        return new AuditRecord(key.run(), 0, 0, sequence, sequence / TRANSACTION, Fate.COMMIT);
    }

    private void note(int records) throws IOException {
        try (LedgerWriter writer = LedgerWriter.create(ledger, LedgerHeader.of(key.run(), 0, Role.SOURCE))) {
            for (int i = 0; i < records; i++) {
                AuditRecord record = record(i);
                writer.intent(record);
                writer.acked(record, 0, i);
                if ((i + 1) % TRANSACTION == 0) {
                    writer.committing(i / TRANSACTION);
                    writer.committed(i / TRANSACTION);
                }
            }
        }
    }

    private void readAllBack() throws IOException {
        ReadBackHeader header = new ReadBackHeader(key.run(), "read_committed", "topic t", List.of((long) RECORDS));
        byte[] value = new byte[PayloadCodec.BYTES];
        try (ReadBackWriter writer = ReadBackWriter.create(readBack, header)) {
            for (int i = 0; i < RECORDS; i++) {
                codec.write(record(i), value);
                writer.add(0, i, value);
            }
            writer.finish();
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aMillionRecordsAreNotedAndJudgedInSecondsAndLittleMemory() throws IOException {
        long start = System.nanoTime();
        note(RECORDS);
        Duration noting = Duration.ofNanos(System.nanoTime() - start);
        readAllBack();

        long before = usedHeap();
        start = System.nanoTime();
        Account account = Account.of(key.run(), List.of(ledger));
        Judge judge = new Judge(account, codec);
        ReadBack.open(readBack).read(judge::read);
        Tally tally = judge.finish();
        Duration judging = Duration.ofNanos(System.nanoTime() - start);
        long held = usedHeap() - before;

        assertThat(tally.counters()).isEqualTo(new Counters(RECORDS, RECORDS, 0, 0, 0, 0, 0, 0, 0));
        assertThat(account.messages()).as("still held").isEqualTo(RECORDS);
        assertThat(judge).isNotNull();
        assertThat(noting).isLessThan(CEILING);
        assertThat(judging).isLessThan(CEILING);
        assertThat(held).as("seen were 68 bytes a message").isLessThan(MOST_HEAP);
    }

    @Test
    void noNoteAllocatesAnythingWorthNaming() throws IOException {
        int records = 100_000;
        AuditRecord record = record(0);
        try (LedgerWriter writer = LedgerWriter.create(ledger, LedgerHeader.of(key.run(), 0, Role.SOURCE))) {
            writer.intent(record);
            writer.acked(record, 0, 0);
            long before = allocated();
            for (int i = 0; i < records; i++) {
                writer.intent(record);
                writer.acked(record, 0, i);
            }
            assertThat((allocated() - before) / records).as("bytes a record").isLessThan(8);
        }
        assertThat(Ledger.open(ledger).read(entry -> {}).entries()).isEqualTo(2L * records + 3);
    }
}
