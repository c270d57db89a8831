package org.guaranteebench.audit.scenario.consuming;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.guaranteebench.audit.process.Assignment;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.CommitOrder;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourceMain;
import org.guaranteebench.audit.process.StageJob;
import org.guaranteebench.audit.process.StageMain;
import org.guaranteebench.audit.process.StagePoint;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.grid.Isolation;

/** What every twin here begins with: a complete input, a group that nobody has joined, and a topic for results. */
final class Ground {
    /** The batch that faults strike: there are some before it, and some behind. */
    static final int STRUCK = 3;

    private static final int FEWEST_IN_BATCH = 10;
    private static final int MOST_IN_BATCH = 10_000;
    private static final int USUAL_BATCHES = 20;

    private final Scene scene;
    private final String input;
    private final int partitions;
    private final Optional<StageJob.Output> output;
    private final String group;

    private Ground(Scene scene, int partitions, OptionalInt results) {
        this.scene = scene;
        this.partitions = partitions;
        input = scene.named("input");
        output = results.stream()
                .mapToObj(count -> new StageJob.Output(scene.named("output"), count))
                .findFirst();
        group = scene.named("group");
    }

    /**
     * Creates the topics and fills the input with the scene's records, all acknowledged. Blocks.
     *
     * @param partitions of the input
     * @param results partitions of the output; empty for stages without one
     *     <p>Errors: {@link IOException} in one line.
     */
    static Ground prepare(Scene scene, int partitions, OptionalInt results) throws IOException, InterruptedException {
        Ground ground = new Ground(scene, partitions, results);
        scene.createTopic(ground.input, partitions);
        if (ground.output.isPresent()) {
            scene.createTopic(ground.output.get().topic(), ground.output.get().partitions());
        }
        ground.fill();
        return ground;
    }

    private void fill() throws IOException, InterruptedException {
        SourceJob job = SourceJob.of(scene.folder(), scene.nextIncarnation(), input, partitions, scene.records())
                .kafka("bootstrap.servers", scene.brokers().bootstrap())
                .kafka("client.id", scene.named("source"))
                .kafka("acks", "all")
                .kafka("enable.idempotence", true);
        ClientProcess source = scene.start(
                "source-" + job.incarnation(),
                SourceMain.class,
                List.of(job.write().toString()));
        String acked = source.awaitSaid("done", scene.patience());
        source.awaitEnd(scene.patience());
        if (!acked.equals(Integer.toString(scene.records()))) {
            throw new IOException("the input holds " + acked + " acknowledged records of " + scene.records());
        }
    }

    /** Records of a batch: few, so that there are some batches, but of many records more, for each costs a commit. */
    static int batch(int records) {
        return Math.max(FEWEST_IN_BATCH, Math.min(MOST_IN_BATCH, records / USUAL_BATCHES));
    }

    /** Where two of five records of the struck batch are processed. */
    Point midBatch() {
        int batch = batch(scene.records());
        return StagePoint.PROCESSED.at(STRUCK * batch + batch * 2L / 5);
    }

    StageJob job(String member, Isolation isolation, CommitOrder order) {
        StageJob job = StageJob.of(
                        scene.folder(), scene.nextIncarnation(), scene.brokers().bootstrap(), group, member, input)
                .isolation(isolation)
                .order(order)
                .batch(batch(scene.records()));
        return output.map(topic -> job.output(topic.topic(), topic.partitions()))
                .orElse(job);
    }

    ClientProcess start(StageJob job) throws IOException {
        return scene.start(
                "stage-" + job.incarnation(),
                StageMain.class,
                List.of(job.write().toString()));
    }

    /** Of one that has ended, with what the group had given to it. */
    static ClientFact fact(StageJob job, ClientProcess ended, Assignment given) {
        return ClientFact.stage(job.incarnation(), ended.pid(), ended.status())
                .owning(given.generation(), given.partitions(), List.of());
    }

    /** Of the group, as it stands now. */
    OptionalLong lag() throws IOException, InterruptedException {
        return scene.brokers().lag(group, input, partitions);
    }

    /** @param isolation at which the stages have read */
    Played played(Isolation isolation, OptionalLong lag, FaultEvidence fault) {
        return output.map(topic -> new Played(topic.topic(), topic.partitions(), Optional.empty(), lag, fault))
                .orElseGet(() -> new Played(input, partitions, Optional.of(isolation.toString()), lag, fault));
    }

    /** Name of the read-back that decides. */
    static String decisive(boolean hasOutput) {
        return hasOutput ? Isolation.READ_COMMITTED.toString() : "processed";
    }
}
