package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.EnumSet;
import org.guaranteebench.audit.ledger.Event;
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
 * F4. The weak source keeps its position beside Kafka, in its own notes; the strong one in Kafka, in the transactions of
 * its messages. Idempotence alone is of no help: a restarted producer has a new producer id, and brokers recognise
 * repetitions only within one.
 */
final class KilledSource implements Scenario {
    private static final int PARTITIONS = 3;

    @Override
    public String name() {
        return "F4";
    }

    @Override
    public String fault() {
        return "source killed after the append, before it noted it; a successor goes on";
    }

    @Override
    public Expectation expectation() {
        return new Expectation(
                name(),
                EnumSet.of(Counter.DUPLICATED),
                EnumSet.noneOf(Counter.class),
                EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN));
    }

    @Override
    public Script weak() {
        return new CellScript(
                Cell.of("all", "true", "none", "read_uncommitted"),
                "idempotent, position in its own notes",
                KilledSource::weak);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Sources.transactional("read_committed"),
                "position in the same transaction, read with read_committed",
                KilledSource::strong);
    }

    private static Played weak(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, PARTITIONS);
        long last = last(scene);
        SourceJob job = sources.job().stopAt(SourcePoint.APPENDED.at(last));
        FaultEvidence killed = kill(scene, sources, job, last);
        long next = SourceNotes.of(job).unacknowledged(job.first());
        SourceJob rest = sources.job().range(next, job.end() - next);
        ClientProcess successor = sources.start(rest);
        successor.awaitEnd(scene.patience());
        return sources.played(succeeded(killed, Sources.fact(rest, successor), Long.toString(next)));
    }

    private static Played strong(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, PARTITIONS);
        String positions = scene.named("positions");
        scene.createTopic(positions, 1);
        long last = last(scene);
        SourceJob job = sources.job().positions(positions).stopAt(SourcePoint.APPENDED.at(last));
        FaultEvidence killed = kill(scene, sources, job, last);
        SourceJob rest = sources.job().positions(positions);
        ClientProcess successor = sources.start(rest);
        successor.awaitEnd(scene.patience());
        return sources.played(succeeded(
                killed, Sources.fact(rest, successor), successor.said("resumed").orElse("nowhere")));
    }

    /** The last record of which the first process hears; in the strong twin it stands amid a transaction. */
    private static long last(Scene scene) {
        int begin = scene.records() / 2 / Sources.TRANSACTION * Sources.TRANSACTION;
        return Math.min(scene.records() - 1, begin + Sources.TRANSACTION / 2);
    }

    private static FaultEvidence kill(Scene scene, Sources sources, SourceJob job, long last)
            throws IOException, InterruptedException {
        Point point = SourcePoint.APPENDED.at(last);
        ClientProcess source = sources.start(job);
        source.awaitPoint(point, scene.patience());
        int status = source.kill();
        SourceNotes notes = SourceNotes.of(job);
        boolean unnoted = notes.has(Event.INTENT, last) && !notes.has(Event.ACKED, last);
        String words = "process " + source.pid() + " ended with status " + status + " at " + point + ", "
                + (unnoted ? "its intent noted and no acknowledgement" : "but its notes say otherwise");
        return new FaultEvidence(
                status == ClientProcess.KILLED && unnoted,
                words,
                FaultFacts.of(Sources.fact(job, source).at(point)));
    }

    private static FaultEvidence succeeded(FaultEvidence killed, ClientFact successor, String next) {
        return new FaultEvidence(
                killed.proven(),
                killed.words() + "; its successor went on from " + next,
                FaultFacts.of(killed.facts().clients().get(0), successor));
    }
}
