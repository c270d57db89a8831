package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.EnumSet;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourcePoint;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.grid.Cell;

/**
 * F7. A process that has stopped for long is taken for dead, replaced, and comes back. Both twins stop with the last
 * record of a transaction acknowledged, the weak one as if it had transactions; what is unfinished is what follows, with
 * transactions the open one, too.
 */
final class ZombieSource implements Scenario {
    private static final int PARTITIONS = 3;

    @Override
    public String name() {
        return "F7";
    }

    @Override
    public String fault() {
        return "source stopped mid-transaction, a successor takes over, the stopped one goes on";
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
                Cell.of("all", "true", "none", "read_uncommitted"), "idempotent, nobody fenced", ZombieSource::weak);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Sources.transactional("read_committed"),
                "fenced by its transactional id, read with read_committed",
                ZombieSource::strong);
    }

    private static Played weak(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, PARTITIONS);
        long next = Math.min(scene.records() / 2, (transaction(scene) + 1) * Sources.TRANSACTION);
        SourceJob job = sources.job();
        return play(
                scene,
                sources,
                job,
                SourcePoint.ACKED.at(next - 1),
                sources.job().range(next, job.end() - next));
    }

    private static Played strong(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, PARTITIONS);
        String positions = scene.named("positions");
        scene.createTopic(positions, 1);
        return play(
                scene,
                sources,
                sources.job().positions(positions),
                SourcePoint.FILLED.at(transaction(scene)),
                sources.job().positions(positions));
    }

    /** The one that ends before or with the middle record, as far as there is one. */
    private static long transaction(Scene scene) {
        return Math.max(0, scene.records() / 2 / Sources.TRANSACTION - 1);
    }

    private static Played play(Scene scene, Sources sources, SourceJob job, Point point, SourceJob taking)
            throws IOException, InterruptedException {
        ClientProcess zombie = sources.start(job.stopAt(point));
        zombie.awaitPoint(point, scene.patience());
        zombie.pause();
        ClientProcess successor = sources.start(taking);
        successor.awaitEnd(scene.patience());
        boolean stopped = zombie.stopped();
        zombie.resume();
        zombie.go();
        zombie.awaitEnd(scene.patience());
        String words = "process " + zombie.pid() + (stopped ? " was" : " was not") + " stopped by SIGSTOP at " + point
                + " while process " + successor.pid() + " took over and ended; continued, it "
                + zombie.said("fenced")
                        .map(t -> "was fenced in transaction " + t)
                        .orElse("sent to its end");
        FaultFacts facts =
                FaultFacts.of(Sources.fact(job, zombie).at(point).stopped(stopped), Sources.fact(taking, successor));
        return sources.played(new FaultEvidence(stopped, words, facts));
    }
}
