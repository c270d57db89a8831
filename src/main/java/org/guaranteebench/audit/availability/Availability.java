package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.audit.availability.LevelLeaders.Leader;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.client.ClusterView;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;

/**
 * Kills the broker that leads every level's partition, again and again, under a steady load that is low enough to do
 * nothing to the figures. No proxy stands between. One kill gives a figure for each level. One thread.
 */
public final class Availability {
    /** Of load on a whole cluster before a kill: what a kill did must not be what the restart before it did. */
    private static final int BEFORE_SECONDS = 1;

    /** Of load after another broker leads: twice as long as a client waits at most until it tries again. */
    static final int AFTER_SECONDS = 2;

    /** Kills that do not count and are made up for. */
    private static final int SPARE_KILLS = 3;

    /** The level behind whose record the broker is killed: what Kafka's producer is by default. */
    private static final int PACE = 3;

    private static final List<String> CLIENT_JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.configurationFile=log4j2-parent.xml");

    /** Hears of each kill. */
    public interface Listener {
        /** @param levels in the order of the ladder */
        void recovered(List<Recovery> levels) throws IOException;
    }

    private final OwnedCluster cluster;
    private final RunFolder folder;
    private final String prefix;
    private final Duration patience;
    private final ClusterView view;
    private final LevelLeaders leaders;

    private Availability(OwnedCluster cluster, RunFolder folder, Duration patience, ClusterView view) {
        this.cluster = cluster;
        this.folder = folder;
        this.prefix = "kgb-" + folder.run() + "-availability";
        this.patience = patience;
        this.view = view;
        this.leaders = new LevelLeaders(
                view,
                Cell.LADDER.stream()
                        .map(cell -> AvailabilityMain.topic(prefix, cell))
                        .toList(),
                patience);
    }

    /**
     * Blocks, for about 20 seconds a kill.
     *
     * @param cluster of three nodes or more, of which all are alive afterwards unless something fails
     * @param kills that must count; those that do not are told, too
     * @param patience for anything that must happen, at most a minute, which is what the clients are made for
     *     <p>Errors: {@link IOException} in one line; what the listener has heard of stays true.
     */
    public static void measure(OwnedCluster cluster, RunFolder folder, int kills, Duration patience, Listener listener)
            throws IOException, InterruptedException {
        if (patience.compareTo(LevelLoad.LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException("clients are not as patient as " + patience.toSeconds() + " s");
        }
        try (ClusterView view = new ClusterView(cluster.bootstrap())) {
            new Availability(cluster, folder, patience, view).measure(kills, listener);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void measure(int kills, Listener listener) throws IOException, InterruptedException {
        Files.createDirectories(folder.availability());
        createTopics();
        List<String> arguments = List.of(folder.availability().toString(), cluster.bootstrap(), prefix);
        try (ClientProcess client =
                ClientProcess.start("availability", AvailabilityMain.class, CLIENT_JVM, folder.logs(), arguments)) {
            LoadWatch load = LoadWatch.of(client, folder.logs().resolve("availability.log"), patience);
            int counted = 0;
            for (int number = 1; counted < kills; number++) {
                if (number > kills + SPARE_KILLS) {
                    throw new IOException(number - 1 - counted + " of " + (number - 1) + " kills do not count");
                }
                List<Recovery> levels = kill(number, load);
                listener.recovered(levels);
                counted += levels.get(0).kill().counts() ? 1 : 0;
                cluster.restart(levels.get(0).kill().broker());
                leaders.awaitInSync(cluster.replication());
            }
            client.go();
            client.awaitEnd(patience);
        }
    }

    /** The same replicas in the same order, so that one broker leads all, and another takes over all. */
    private void createTopics() {
        try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            for (Cell cell : Cell.LADDER) {
                admin.create(AvailabilityMain.topic(prefix, cell), 1, cluster.replication(), cluster.nodes());
            }
        }
    }

    private List<Recovery> kill(int number, LoadWatch load) throws IOException, InterruptedException {
        load.awaitSteady(TimeUnit.SECONDS.toNanos(BEFORE_SECONDS));
        int controller = view.controller();
        int coordinator = view.coordinator(transactionalId());
        List<Leader> dead = leaders.awaitOne();
        int broker = dead.get(0).broker();
        long record = load.answered(Cell.LADDER.get(PACE));
        List<Long> retried = load.retried();
        long killed = System.nanoTime();
        String how = cluster.kill(broker);
        Optional<List<Leader>> next = Optional.empty();
        Optional<String> reason = notKilled(how);
        try {
            next = Optional.of(leaders.awaitOthers(dead));
        } catch (IOException e) {
            reason = Optional.of(reason.orElse(e.getMessage()));
        }
        OptionalLong end = OptionalLong.empty();
        if (reason.isEmpty()) {
            end = OptionalLong.of(System.nanoTime() + TimeUnit.SECONDS.toNanos(AFTER_SECONDS));
            load.awaitAnswered(end.getAsLong());
        }
        String evidence = how
                + next.map(l -> "; then broker " + l.get(0).broker() + " led").orElse("");
        Kill kill = new Kill(
                number, broker, record, killed, end, controller == broker, coordinator == broker, evidence, reason);
        return recoveries(kill, dead, next, retried, load);
    }

    /** Why this is no SIGKILL; empty when it is one. */
    static Optional<String> notKilled(String how) {
        return how.matches(".* status " + ClientProcess.KILLED + "\\b.*")
                ? Optional.empty()
                : Optional.of("it did not end by SIGKILL: " + how);
    }

    private List<Recovery> recoveries(
            Kill kill, List<Leader> dead, Optional<List<Leader>> next, List<Long> before, LoadWatch load)
            throws IOException {
        List<Long> after = load.retried();
        List<Recovery> recoveries = new ArrayList<>();
        for (int i = 0; i < Cell.LADDER.size(); i++) {
            Cell cell = Cell.LADDER.get(i);
            Optional<Outage> outage = Optional.empty();
            if (kill.counts()) {
                outage = Optional.of(Outage.of(
                        Settlement.read(AvailabilityMain.file(folder.availability(), cell)),
                        load.start(),
                        AvailabilityMain.INTERVAL_NANOS,
                        kill.killedNanos(),
                        kill.endNanos().orElseThrow()));
            }
            int level = i;
            recoveries.add(new Recovery(
                    folder.run(),
                    cell,
                    kill,
                    dead.get(level).epoch(),
                    next.map(leader -> OptionalInt.of(leader.get(level).epoch()))
                            .orElse(OptionalInt.empty()),
                    after.get(level) - before.get(level),
                    outage));
        }
        return recoveries;
    }

    /** As {@link org.guaranteebench.client.ProducerConfiguration} makes it, for the first thread. */
    private String transactionalId() {
        return AvailabilityMain.topic(prefix, Cell.LADDER.get(Cell.LADDER.size() - 1)) + "-0";
    }
}
