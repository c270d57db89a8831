package org.guaranteebench.audit.scenario.consuming;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.guaranteebench.audit.process.Assignment;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.CommitOrder;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.StageJob;
import org.guaranteebench.audit.process.StageMain;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.grid.Cell;

/**
 * SIGKILL of a stage that stands at a point of its fourth batch, and a second process that takes its place.
 *
 * <p>Both are the same static member, so the second one has the partition at once. One that is not waits until the group
 * has thrown out the first, and then sees exactly the same: what counts are the committed positions.
 *
 * @param point where it is killed
 * @param results partitions of the output; empty for a stage without one
 */
record Crash(Cell cell, String words, CommitOrder order, Function<Ground, Point> point, OptionalInt results)
        implements Script {
    /** A batch is the same records in every repetition. */
    private static final int PARTITIONS = 1;

    private static final String MEMBER = "stage";

    @Override
    public String decisive() {
        return Ground.decisive(results.isPresent());
    }

    @Override
    public Played play(Scene scene) throws IOException, InterruptedException {
        Ground ground = Ground.prepare(scene, PARTITIONS, results);
        Point at = point.apply(ground);
        StageJob first = job(ground).stopAt(at);
        ClientProcess struck = ground.start(first);
        struck.awaitPoint(at, scene.patience());
        Assignment before = Assignment.parse(struck.awaitSaid(StageMain.ASSIGNED, scene.patience()));
        int status = struck.kill();
        OptionalLong lag = ground.lag();

        StageJob second = job(ground);
        ClientProcess successor = ground.start(second);
        String processed = successor.awaitSaid(StageMain.DONE, scene.patience());
        successor.awaitEnd(scene.patience());
        Assignment after = Assignment.parse(successor.awaitSaid(StageMain.ASSIGNED, scene.patience()));

        String evidence = "stage pid " + struck.pid() + ", with " + before.words() + ", stood at " + at
                + " and ended with status " + status + "; pid " + successor.pid() + " went on with " + after.words()
                + " and processed " + processed;
        FaultFacts facts =
                FaultFacts.of(Ground.fact(first, struck, before).at(at), Ground.fact(second, successor, after));
        FaultEvidence fault =
                new FaultEvidence(status == ClientProcess.KILLED && after.overlaps(before), evidence, facts);
        return ground.played(cell.isolation(), lag, fault);
    }

    private StageJob job(Ground ground) {
        return ground.job(MEMBER, cell.isolation(), order).lasting();
    }
}
