package org.guaranteebench.audit.ledger;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;

/**
 * What one process notes of its own doings, from its start to its end. When a method returns, the note is the operating
 * system's and survives any death of the process; not that of the machine, which is out of an audit's scope.
 *
 * <p>Thread-safe: intents come from the sending threads, outcomes from the client's. No note allocates anything.
 *
 * <p>Errors of all notes: {@link UncheckedIOException} in one line that names the file, from then on always, because
 * nothing may follow a torn entry. Whoever cannot note an intent must not send.
 */
public final class LedgerWriter implements AutoCloseable {
    private final Path file;
    private final LedgerHeader header;

    /** Not a channel: an interrupt, which Kafka's clients use, would close that. */
    private final OutputStream out;

    private final EntryLayout layout = new EntryLayout();
    private long entries;
    private boolean ended;

    private LedgerWriter(Path file, LedgerHeader header, OutputStream out) {
        this.file = file;
        this.header = header;
        this.out = out;
    }

    /** Errors: {@link IOException} when the file exists, for each incarnation has its own, or cannot be written. */
    public static LedgerWriter create(Path file, LedgerHeader header) throws IOException {
        Files.createFile(file);
        LedgerWriter writer = new LedgerWriter(file, header, new FileOutputStream(file.toFile()));
        writer.layout.putHeader(header);
        writer.out.write(writer.layout.bytes());
        return writer;
    }

    /**
     * To be called before the record is sent.
     *
     * <p>Errors: {@link IllegalArgumentException} for another run's or incarnation's.
     */
    public void intent(AuditRecord record) {
        note(Event.INTENT, record, -1, -1);
    }

    /** @param offset −1 where the broker told none */
    public void acked(AuditRecord record, int partition, long offset) {
        note(Event.ACKED, record, partition, offset);
    }

    /** Only if it cannot have been appended; what timed out is {@link #unknown(AuditRecord)}. */
    public void failed(AuditRecord record) {
        note(Event.FAILED, record, -1, -1);
    }

    public void unknown(AuditRecord record) {
        note(Event.UNKNOWN, record, -1, -1);
    }

    /** To be called before {@code commitTransaction}. */
    public void committing(long transaction) {
        note(Event.TRANSACTION_COMMITTING, transaction);
    }

    public void committed(long transaction) {
        note(Event.TRANSACTION_COMMITTED, transaction);
    }

    public void aborted(long transaction) {
        note(Event.TRANSACTION_ABORTED, transaction);
    }

    /** A commit or abort without an answer, or one that was refused because of a successor. */
    public void unknown(long transaction) {
        note(Event.TRANSACTION_UNKNOWN, transaction);
    }

    /** The record of the stage's input at this position. */
    public void processed(int partition, long offset) {
        note(Event.PROCESSED, 0, 0, AuditRecord.NO_TRANSACTION, Fate.NONE, partition, offset);
    }

    /**
     * A committed position.
     *
     * @param offset of the next record to consume, as Kafka counts
     * @param transaction that commits it, or {@link AuditRecord#NO_TRANSACTION}
     */
    public void position(int partition, long offset, long transaction) {
        note(Event.POSITION, 0, 0, transaction, Fate.NONE, partition, offset);
    }

    /** Says that the process ended in good order. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!ended) {
            note(Event.CLOSED, 0, 0, AuditRecord.NO_TRANSACTION, Fate.NONE, -1, -1);
            ended = true;
        }
        try {
            out.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void note(Event event, AuditRecord record, int partition, long offset) {
        if (record.incarnation() != header.incarnation() || record.run() != header.run()) {
            throw new IllegalArgumentException(file + " is the ledger of incarnation " + header.incarnation() + " of "
                    + Long.toHexString(header.run()) + ", not of " + record);
        }
        note(event, record.producer(), record.sequence(), record.transaction(), record.fate(), partition, offset);
    }

    private void note(Event event, long transaction) {
        note(event, 0, 0, transaction, Fate.NONE, -1, -1);
    }

    private synchronized void note(
            Event event, int producer, long sequence, long transaction, Fate fate, int partition, long offset) {
        if (ended) {
            throw new UncheckedIOException(new IOException(file + ": ended, nothing may follow"));
        }
        layout.put(entries + 1, event, producer, sequence, transaction, fate, partition, offset, System.nanoTime());
        try {
            out.write(layout.bytes());
        } catch (IOException e) {
            ended = true;
            throw broken(e);
        }
        entries++;
    }

    private UncheckedIOException broken(IOException e) {
        return new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
    }
}
