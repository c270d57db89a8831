package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.TopicLedger;

/**
 * A run's cluster through its lives: started when it is needed and not there, warmed, given up. Cold or half-started
 * brokers are never handed out. One thread.
 */
final class Incarnations implements AutoCloseable {
    /** Shorter than an interrupted run may take to tidy up. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** Then the rest of the run fails at once and not after a minute of waiting for each trial. */
    private static final int MOST_FAILED_STARTS = 2;

    private final RunPlan plan;
    private final OpenSegment segment;
    private final RunFolder folder;
    private final RunListener listener;
    private final Conditions conditions;
    private final Optional<TopicLedger> ledger;
    private final ClassArchive classes;
    private final BooleanSupplier stopped;

    private Cluster cluster;
    private TopicAdmin admin;
    private TrialTopics topics;
    private PreparedLogs logs;
    private TrialStore store;
    private int number;
    private int failedStarts;
    private String hopeless;

    /**
     * @param ledger for topics on a cluster that is not the run's own
     * @param classes written by the first fork that works
     */
    Incarnations(
            RunPlan plan,
            OpenSegment segment,
            RunListener listener,
            Conditions conditions,
            Optional<TopicLedger> ledger,
            ClassArchive classes,
            BooleanSupplier stopped) {
        this.plan = plan;
        this.segment = segment;
        this.folder = segment.folder();
        this.number = segment.incarnations();
        this.listener = listener;
        this.conditions = conditions;
        this.ledger = ledger;
        this.classes = classes;
        this.stopped = stopped;
    }

    /** Which life it is, from 1 over all segments of the run; 0 before the first. */
    int number() {
        return number;
    }

    /** Brokers that run and are warm, and what runs trials on them. */
    TrialRunner require(PrintStream log) throws IOException {
        if (cluster != null && cluster.fault().isPresent()) {
            keepLogs();
            conditions.warn("broker-died", cluster.fault().get() + " between two trials; the cluster was started anew");
            drop();
        }
        if (cluster == null) {
            start();
            warmUp(log);
            if (stopped.getAsBoolean()) {
                throw new IOException("stopped");
            }
        }
        return runner(log);
    }

    private void start() throws IOException {
        number++;
        if (hopeless != null) {
            throw new IOException(hopeless);
        }
        if (failedStarts == MOST_FAILED_STARTS) {
            throw new IOException(
                    "the brokers failed to start " + MOST_FAILED_STARTS + " times in a row, see " + folder.logs());
        }
        failedStarts++;
        Brokers brokers = plan.request().brokers();
        listener.phase(brokers.phase());
        Path data = conditions.data().orElse(folder.path());
        cluster = brokers.start(data, logs());
        admin = new TopicAdmin(cluster.bootstrap(), brokers.clientFile(), ANSWER);
        topics = new TrialTopics(admin, cluster, brokers.topicSettings(), ledger);
        logs = new PreparedLogs(cluster, topics, brokers, segment.prefix() + number);
        store = new TrialStore(
                plan.request().store(), plan.storeDirectory(), logs(), folder.run(), conditions::storeIsUp);
        conditions.clusterIsUp(cluster, admin);
        if (!brokers.replaceable()) {
            rehearse();
        }
        if (plan.stores()) {
            startStore();
        }
        failedStarts = 0;
    }

    /** As long before the first trial that needs it as the brokers. Those that do not are measured in any case. */
    private void startStore() throws UnwritableFolderException {
        try {
            listener.phase("starting the store");
            store.require("start");
        } catch (ChangedBrokersException | UnwritableFolderException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            conditions.warn("no-store", e instanceof IOException ? e.getMessage() : Causes.oneLine(e));
        }
    }

    /** Permissions do not come back between two trials, and each attempt may leave something. */
    private void rehearse() throws IOException {
        try {
            topics.rehearse(segment.prefix() + "rehearsal");
        } catch (UnwritableFolderException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            hopeless = e instanceof IOException ? e.getMessage() : Causes.oneLine(e);
            // Without its cause, whose message is less than this one.
            throw new IOException(hopeless);
        }
    }

    /** Unrecorded: after it the brokers' code is compiled and their internal topics exist. Failures show in block 1. */
    private void warmUp(PrintStream log) throws IOException {
        WarmUp warmUp = plan.warmUp();
        List<WarmUp.Step> round = warmUp.steps();
        for (int i = 0; i < warmUp.trials() && !stopped.getAsBoolean(); i++) {
            listener.phase(String.format(
                    Locale.ROOT, "warming up the brokers, not recorded: %d of %d", i + 1, warmUp.trials()));
            String name = String.format(Locale.ROOT, "%swarm-%d-%02d", segment.prefix(), number, i + 1);
            WarmUp.Step step = round.get(i % round.size());
            boolean worked = runner(log)
                    .run(plan.warmUpMethod(step.arm()), step.arm(), step.timing(), name, classes.writing())
                    .measured();
            if (worked) {
                classes.written();
            } else if (!plan.request().brokers().replaceable()) {
                // A cluster that others use, and that does not cope, is not to be put under more load than block 1.
                return;
            }
        }
    }

    private TrialRunner runner(PrintStream log) {
        return new TrialRunner(
                cluster,
                admin,
                topics,
                logs,
                store,
                plan.request().brokers(),
                plan.request().jmh(),
                log,
                stopped);
    }

    /** After a failed trial: evidence, and no dead brokers for the next one. */
    void trialFailed() {
        keepLogs();
        if (cluster.fault().isPresent()) {
            drop();
        }
    }

    /** What the block's arms read is nobody's any more; what cannot be deleted goes with the cluster or the ledger. */
    void blockEnded(PrintStream log) {
        if (cluster == null) {
            return;
        }
        try {
            logs.drop();
        } catch (IOException e) {
            log.println(e.getMessage());
        }
    }

    private void keepLogs() {
        if (cluster instanceof OwnedCluster owned) {
            owned.keepLogs(logs());
        }
    }

    private Path logs() {
        return folder.logs().resolve("incarnation-" + number);
    }

    void drop() {
        if (store != null) {
            store.close();
            store = null;
        }
        if (admin != null) {
            admin.close();
            admin = null;
        }
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
