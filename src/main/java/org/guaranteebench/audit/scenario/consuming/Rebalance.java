package org.guaranteebench.audit.scenario.consuming;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
 * A member that stands in the middle of its fourth batch until the group has given its partitions to another, who works
 * to the input's end; only then it goes on, with records that are no longer its own.
 */
record Rebalance(Cell cell, String words, CommitOrder order) implements Script {
    /** Of input and output alike: what one partition holds then goes to one partition, and keeps its order. */
    private static final int PARTITIONS = 2;

    /** Seconds that the group gives the member; between two polls of one that works, only its commit takes long. */
    private static final Duration POLL_WITHIN = Duration.ofSeconds(5);

    /** Kafka's default. Whether it comes due before the fault decides how much is repeated, not whether. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    @Override
    public String decisive() {
        return Ground.decisive(true);
    }

    @Override
    public Played play(Scene scene) throws IOException, InterruptedException {
        Ground ground = Ground.prepare(scene, PARTITIONS, OptionalInt.of(PARTITIONS));
        Point at = ground.midBatch();
        StageJob leaving = job(ground, "first").stopAt(at);
        ClientProcess first = ground.start(leaving);
        first.awaitPoint(at, scene.patience());
        Assignment before = Assignment.parse(first.awaitSaid(StageMain.ASSIGNED, scene.patience()));
        OptionalLong lag = ground.lag();

        StageJob joining = job(ground, "second");
        ClientProcess second = ground.start(joining);
        awaitDone(second, scene.patience());
        Assignment after = Assignment.parse(second.awaitSaid(StageMain.ASSIGNED, scene.patience()));
        first.go();
        awaitDone(first, scene.patience());

        Optional<String> lost = first.said(StageMain.LOST);
        String evidence = "stage pid " + first.pid() + ", with " + before.words() + ", stood at " + at
                + " while pid " + second.pid() + " had " + after.words() + " and processed "
                + second.said(StageMain.DONE).orElseThrow() + "; then it "
                + first.said(StageMain.REFUSED)
                        .map(refusal -> "was refused its commit (" + refusal + ") and ")
                        .orElse("")
                + lost.map(partitions -> "found that it had lost " + partitions).orElse("had lost nothing");
        boolean taken = after.generation() > before.generation() && after.overlaps(before) && lost.isPresent();
        FaultFacts facts = FaultFacts.of(
                Ground.fact(leaving, first, before)
                        .at(at)
                        .owning(before.generation(), before.partitions(), partitions(lost)),
                Ground.fact(joining, second, after));
        return ground.played(cell.isolation(), lag, new FaultEvidence(taken, evidence, facts));
    }

    private static List<Integer> partitions(Optional<String> lost) {
        return lost.stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .filter(partition -> !partition.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    /** It says that last, so all else has been heard by then. */
    private static void awaitDone(ClientProcess stage, Duration patience) throws IOException, InterruptedException {
        stage.awaitSaid(StageMain.DONE, patience);
        stage.awaitEnd(patience);
    }

    private StageJob job(Ground ground, String member) {
        return ground.job(member, cell.isolation(), order)
                .pollWithin(POLL_WITHIN)
                .commitEvery(COMMIT_EVERY);
    }
}
