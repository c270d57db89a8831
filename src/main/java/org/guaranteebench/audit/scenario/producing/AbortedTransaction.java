package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.EnumSet;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourcePoint;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.grid.Cell;

/**
 * F6. Both twins produce the same; they differ in the reader. The aborted records stand before those that another source
 * commits, which therefore are visible to nobody who reads committed records until the abort.
 */
final class AbortedTransaction implements Scenario {
    private static final int PARTITIONS = 3;

    @Override
    public String name() {
        return "F6";
    }

    @Override
    public String fault() {
        return "transaction aborted after all of its records were appended";
    }

    @Override
    public Expectation expectation() {
        return new Expectation(
                name(),
                EnumSet.of(Counter.ABORTED_READ),
                EnumSet.noneOf(Counter.class),
                EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN));
    }

    @Override
    public Script weak() {
        return new CellScript(
                Sources.transactional("read_uncommitted"),
                "transactions, reader of everything",
                AbortedTransaction::play);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Sources.transactional("read_committed"),
                "transactions, reader of what is committed",
                AbortedTransaction::play);
    }

    private static Played play(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, PARTITIONS);
        int size = Math.min(Sources.TRANSACTION, scene.records() / 2);
        Point full = SourcePoint.FILLED.at(0);
        SourceJob aborting = sources.job()
                .range(0, size)
                .transactions(size, Fate.ABORT)
                .kafka("transactional.id", scene.named("aborting"))
                .stopAt(full);
        ClientProcess source = sources.start(aborting);
        source.awaitPoint(full, scene.patience());
        sources.start(sources.job().range(size, scene.records() - size)).awaitEnd(scene.patience());
        source.go();
        source.awaitEnd(scene.patience());
        return sources.played(evidence(Sources.fact(aborting, source).at(full), SourceNotes.of(aborting), size));
    }

    private static FaultEvidence evidence(ClientFact source, SourceNotes notes, int size) {
        int acked = notes.count(Event.ACKED);
        boolean aborted = notes.has(Event.TRANSACTION_ABORTED, 0);
        String words = "process " + source.pid() + " noted " + acked + " of " + size + " acknowledgements and "
                + (aborted ? "then the abort" : "no abort");
        return new FaultEvidence(aborted && acked == size, words, FaultFacts.of(source));
    }
}
