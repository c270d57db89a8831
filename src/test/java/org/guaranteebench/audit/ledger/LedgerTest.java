package org.guaranteebench.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long RUN = 0x1234_5678_9abc_def0L;
    private static final int INCARNATION = 4;

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("incarnation-4.ledger");
    }

    private LedgerWriter writer() throws IOException {
        return LedgerWriter.create(file, new LedgerHeader(RUN, INCARNATION, Role.STAGE, 77));
    }

    private static AuditRecord record(long sequence) {
        return AuditRecord.plain(RUN, 2, INCARNATION, sequence);
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Ledger.open(file).read(entries::add);
        return entries;
    }

    private Ending ending() throws IOException {
        return Ledger.open(file).read(entry -> {});
    }

    @Test
    void everyNoteIsReadAsItWasMade() throws IOException {
        AuditRecord inTransaction = new AuditRecord(RUN, 2, INCARNATION, 8, 5, Fate.COMMIT);
        try (LedgerWriter writer = writer()) {
            writer.intent(record(7));
            writer.acked(record(7), 3, 99);
            writer.intent(inTransaction);
            writer.failed(inTransaction);
            writer.unknown(record(7));
            writer.committing(5);
            writer.committed(5);
            writer.aborted(6);
            writer.unknown(7);
            writer.processed(1, 1_000_000_000_000L);
            writer.position(1, 17, 5);
        }
        assertThat(Ledger.open(file).header()).isEqualTo(new LedgerHeader(RUN, INCARNATION, Role.STAGE, 77));
        List<Entry> entries = entries();
        assertThat(entries).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
        assertThat(entries.stream().map(LedgerTest::timeless))
                .containsExactly(
                        new Entry(Event.INTENT, 2, 7, -1, Fate.NONE, -1, -1, 0),
                        new Entry(Event.ACKED, 2, 7, -1, Fate.NONE, 3, 99, 0),
                        new Entry(Event.INTENT, 2, 8, 5, Fate.COMMIT, -1, -1, 0),
                        new Entry(Event.FAILED, 2, 8, 5, Fate.COMMIT, -1, -1, 0),
                        new Entry(Event.UNKNOWN, 2, 7, -1, Fate.NONE, -1, -1, 0),
                        new Entry(Event.TRANSACTION_COMMITTING, 0, 0, 5, Fate.NONE, -1, -1, 0),
                        new Entry(Event.TRANSACTION_COMMITTED, 0, 0, 5, Fate.NONE, -1, -1, 0),
                        new Entry(Event.TRANSACTION_ABORTED, 0, 0, 6, Fate.NONE, -1, -1, 0),
                        new Entry(Event.TRANSACTION_UNKNOWN, 0, 0, 7, Fate.NONE, -1, -1, 0),
                        new Entry(Event.PROCESSED, 0, 0, -1, Fate.NONE, 1, 1_000_000_000_000L, 0),
                        new Entry(Event.POSITION, 0, 0, 5, Fate.NONE, 1, 17, 0),
                        new Entry(Event.CLOSED, 0, 0, -1, Fate.NONE, -1, -1, 0));
        assertThat(ending()).isEqualTo(new Ending(12, true, 0));
    }

    private static Entry timeless(Entry e) {
        return new Entry(
                e.event(), e.producer(), e.sequence(), e.transaction(), e.fate(), e.partition(), e.offset(), 0);
    }

    @Test
    void anIntentIsInTheFileBeforeItsMethodReturns() throws IOException {
        LedgerWriter writer = writer();
        for (int i = 0; i < 3; i++) {
            writer.intent(record(i));
            assertThat(entries()).hasSize(i + 1);
        }
        assertThat(ending()).as("nobody closed it").isEqualTo(new Ending(3, false, 0));
        writer.close();
        assertThat(ending()).isEqualTo(new Ending(4, true, 0));
    }

    @Test
    void aTornTailIsRecognisedWhereverItWasTornAndEverythingBeforeItIsKept() throws IOException {
        LedgerWriter writer = writer();
        writer.intent(record(0));
        writer.intent(record(1));
        writer.intent(record(2));
        byte[] whole = Files.readAllBytes(file);
        for (int torn = 1; torn < EntryLayout.BYTES; torn++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - EntryLayout.BYTES + torn));
            assertThat(ending()).isEqualTo(new Ending(2, false, torn));
            assertThat(entries()).extracting(Entry::sequence).containsExactly(0L, 1L);
        }
        whole[whole.length - 20] ^= 1;
        Files.write(file, whole);
        assertThat(ending()).as("written over in part").isEqualTo(new Ending(2, false, EntryLayout.BYTES));
        writer.close();
    }

    @Test
    void everyFlippedBitBeforeTheLastEntryIsDamageThatNamesTheEntry() throws IOException {
        try (LedgerWriter writer = writer()) {
            writer.intent(record(0));
            writer.acked(record(0), 0, 0);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * 2 * EntryLayout.BYTES; bit++) {
            byte[] flipped = whole.clone();
            flipped[EntryLayout.BYTES + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            int entry = 1 + bit / (8 * EntryLayout.BYTES);
            assertThatIOException()
                    .as("bit %d", bit)
                    .isThrownBy(this::ending)
                    .withMessage(file + ": entry " + entry + " is damaged, or not in its place");
        }
        for (int bit = 0; bit < 8 * EntryLayout.BYTES; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThatIOException().isThrownBy(() -> Ledger.open(file)).withMessage(file + ": not a ledger");
        }
    }

    @Test
    void entriesThatAreMissingRepeatedOrExchangedAreDamage() throws IOException {
        try (LedgerWriter writer = writer()) {
            for (int i = 0; i < 5; i++) {
                writer.intent(record(i));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int[] order : new int[][] {{0, 1, 3, 4, 5, 6}, {0, 1, 2, 2, 3, 4, 5, 6}, {0, 2, 1, 3, 4, 5, 6}}) {
            Files.write(file, new byte[0]);
            for (int i : order) {
                Files.write(
                        file,
                        Arrays.copyOfRange(whole, EntryLayout.BYTES * i, EntryLayout.BYTES * (i + 1)),
                        StandardOpenOption.APPEND);
            }
            assertThatIOException().isThrownBy(this::ending).withMessageContaining("not in its place");
        }
    }

    @Test
    void nothingFollowsTheEnd() throws IOException {
        LedgerWriter writer = writer();
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.intent(record(0)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("incarnation-4.ledger: ended");
        byte[] closed = Files.readAllBytes(file);
        byte[] longer = Arrays.copyOf(closed, closed.length + EntryLayout.BYTES);
        System.arraycopy(closed, EntryLayout.BYTES, longer, closed.length, EntryLayout.BYTES);
        Files.write(file, longer);
        assertThatIOException().isThrownBy(this::ending).withMessage(file + ": entry 2 follows the end");
    }

    @Test
    void aLedgerIsOfOneIncarnationOfOneRun() throws IOException {
        try (LedgerWriter writer = writer()) {
            assertThatThrownBy(this::writer).isInstanceOf(FileAlreadyExistsException.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.intent(AuditRecord.plain(RUN, 0, INCARNATION + 1, 0)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.intent(AuditRecord.plain(RUN + 1, 0, INCARNATION, 0)));
        }
        assertThat(entries()).extracting(Entry::event).containsExactly(Event.CLOSED);
    }

    @Test
    void whatIsNoLedgerIsRefusedByName() throws IOException {
        for (int length : new int[] {0, 1, 47, 48, 100}) {
            Files.write(file, new byte[length]);
            assertThatIOException().isThrownBy(() -> Ledger.open(file)).withMessage(file + ": not a ledger");
        }
    }

    @Test
    void threadsMayNoteAtTheSameTime() throws Exception {
        LedgerWriter writer = writer();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 1000; i++) {
                        writer.intent(record(1000L * t + i));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        writer.close();
        assertThat(ending()).isEqualTo(new Ending(4001, true, 0));
        assertThat(entries().stream().map(Entry::sequence).distinct()).hasSize(4000);
    }
}
