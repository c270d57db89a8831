package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourceMain;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Transactions;

/** One twin's topic, and its sources, which are configured as its cell says. One thread. */
final class Sources {
    /**
     * Records per transaction; fewer where the messages end. A transaction has its price whatever its size, since the
     * next one waits on the broker until the last one's markers are written.
     */
    static final int TRANSACTION = 1000;

    /** A million records of another source take longer than the default minute, after which brokers abort. */
    private static final int TIMEOUT_MS = 600_000;

    private static final long PAUSE_MILLIS = 5;

    private final Scene scene;
    private final Cell cell;
    private final String topic;
    private final int partitions;

    private Sources(Scene scene, Cell cell, String topic, int partitions) {
        this.scene = scene;
        this.cell = cell;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Creates the topic. */
    static Sources to(Scene scene, Cell cell, int partitions) throws IOException {
        String topic = scene.named("topic");
        scene.createTopic(topic, partitions);
        return new Sources(scene, cell, topic, partitions);
    }

    /** @param isolation of the reader whose view counts */
    static Cell transactional(String isolation) {
        return Cell.of("all", "true", Integer.toString(TRANSACTION), isolation);
    }

    /** One more process, with all messages of the twin and, if the cell has transactions, its transactional id. */
    SourceJob job() {
        int incarnation = scene.nextIncarnation();
        SourceJob job = SourceJob.of(scene.folder(), incarnation, topic, partitions, scene.records())
                .kafka("bootstrap.servers", scene.brokers().bootstrap())
                .kafka("client.id", scene.named("source-" + incarnation))
                .kafka("acks", cell.acks())
                .kafka("enable.idempotence", cell.idempotence());
        return cell.transactions() instanceof Transactions.Records records
                ? job.transactions(records.count(), Fate.COMMIT)
                        .kafka("transactional.id", scene.named("source"))
                        .kafka("transaction.timeout.ms", TIMEOUT_MS)
                : job;
    }

    ClientProcess start(SourceJob job) throws IOException {
        String file = job.write().toString();
        return scene.start("source-" + job.incarnation(), SourceMain.class, List.of(file));
    }

    /** Of one that has ended. */
    static ClientFact fact(SourceJob job, ClientProcess ended) {
        return ClientFact.source(job.incarnation(), ended.pid(), ended.status());
    }

    String topic() {
        return topic;
    }

    int leader(int partition) throws IOException, InterruptedException {
        return scene.brokers().leadership(topic, partition).leader();
    }

    /**
     * Waits until this many records are behind the high watermark: until they are in the log on every replica that is
     * in sync. With acks below {@code all}, an acknowledgement says less.
     */
    void awaitReplicated(TopicAdmin admin, long records) throws IOException, InterruptedException {
        await(
                records + " records of " + topic + " are replicated",
                () -> answer(() -> admin.endOffsets(topic, partitions)) == records);
    }

    /** Errors: {@link IOException} in one line when the cluster does not answer. */
    static <T> T answer(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Polls for a state. Errors: {@link IOException} in one line when the scene's patience ends. */
    void await(String what, State state) throws IOException, InterruptedException {
        Duration patience = scene.patience();
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!state.holds()) {
            if (System.nanoTime() >= giveUp) {
                throw new IOException("waited " + patience.toSeconds() + " s in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    interface State {
        boolean holds() throws IOException, InterruptedException;
    }

    Played played(FaultEvidence fault) {
        return new Played(topic, partitions, Optional.empty(), OptionalLong.empty(), fault);
    }
}
