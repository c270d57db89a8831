package org.guaranteebench.audit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.Fate;

/** A source with a client that needs no broker, and the parent's end of its line. */
final class SourceRig implements AutoCloseable {
    static final int INCARNATION = 4;

    final AnsweringProducer client = new AnsweringProducer();
    final AuditKey key = AuditKey.random();
    final LedgerWriter ledger;
    private final AuditFolder folder;

    /** Three messages for two partitions, until a test changes it. */
    SourceJob job;

    private PipedOutputStream parent;
    private Checkpoints checkpoints;
    private BufferedReader lines;

    SourceRig(Path home) throws IOException {
        folder = new AuditFolder(home);
        ledger = LedgerWriter.create(folder.ledger(INCARNATION), LedgerHeader.of(key.run(), INCARNATION, Role.SOURCE));
        job = SourceJob.of(folder, INCARNATION, "t", 2, 3);
        stopAt();
    }

    void transactional(Fate fate) {
        job = job.transactions(2, fate);
        client.initTransactions();
    }

    void stopAt(Point... points) throws IOException {
        job = job.stopAt(points);
        parent = new PipedOutputStream();
        PipedInputStream said = new PipedInputStream(1 << 16);
        lines = new BufferedReader(new InputStreamReader(said));
        checkpoints = Checkpoints.start(
                Set.of(points), new PipedInputStream(parent), new PrintStream(new PipedOutputStream(said)), () -> {});
    }

    long send() throws InterruptedException {
        return new Source(job, key, client, ledger, checkpoints).send(job.first());
    }

    CompletableFuture<Long> sending() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return send();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** What the source says next, waited for. */
    String line() throws IOException {
        return lines.readLine();
    }

    void go() throws IOException {
        parent.write('\n');
        parent.flush();
    }

    /** What stands in the ledger now: {@code INTENT 17}. */
    List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        Ledger.open(folder.ledger(INCARNATION)).read(entry -> notes.add(text(entry)));
        return notes;
    }

    private static String text(Entry entry) {
        return entry.event().name().startsWith("TRANSACTION")
                ? entry.event() + " " + entry.transaction()
                : entry.event() + " " + entry.sequence();
    }

    @Override
    public void close() {
        client.close();
    }
}
