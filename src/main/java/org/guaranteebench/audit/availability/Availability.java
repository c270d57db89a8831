package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.client.ClusterView;
import org.guaranteebench.client.ClusterView.Replicas;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.measure.Percentile;

/**
 * Kills the broker that leads every level's partition, again and again, under a steady load that is low enough to do
 * nothing to the figures. No proxy stands between. One kill gives a figure for each level. One thread.
 */
public final class Availability {
    /** Before a kill, and after another broker leads, so that what is seen in between is what the kill did. */
    private static final int STEADY_SECONDS = 3;

    /** The level behind whose record the broker is killed: what Kafka's producer is by default. */
    private static final Cell PACE = Cell.LADDER.get(3);

    private static final long STEP_MILLIS = 5;
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

    private Availability(OwnedCluster cluster, RunFolder folder, Duration patience, ClusterView view) {
        this.cluster = cluster;
        this.folder = folder;
        this.prefix = "kgb-" + folder.run() + "-availability";
        this.patience = patience;
        this.view = view;
    }

    /**
     * Blocks, for about 20 seconds a kill.
     *
     * @param cluster of three nodes or more, of which all are alive afterwards unless something fails
     * @param patience for anything that must happen
     *     <p>Errors: {@link IOException} in one line; what the listener has heard of stays true.
     */
    public static void measure(OwnedCluster cluster, RunFolder folder, int kills, Duration patience, Listener listener)
            throws IOException, InterruptedException {
        try (ClusterView view = new ClusterView(cluster.bootstrap())) {
            new Availability(cluster, folder, patience, view).measure(kills, listener);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void measure(int kills, Listener listener) throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.path().resolve("availability"));
        createTopics();
        List<String> arguments = List.of(files.toString(), cluster.bootstrap(), prefix);
        try (ClientProcess client =
                ClientProcess.start("availability", AvailabilityMain.class, CLIENT_JVM, folder.logs(), arguments)) {
            long start = Long.parseLong(client.awaitSaid("start", patience));
            for (int kill = 1; kill <= kills; kill++) {
                listener.recovered(kill(kill, client, start, files));
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

    private List<Recovery> kill(int number, ClientProcess client, long start, Path files)
            throws IOException, InterruptedException {
        int leader = leaderOfAll();
        boolean controller = view.controller() == leader;
        boolean coordinator = view.coordinator(transactionalId()) == leader;
        long steady = settled(client, PACE) + (long) STEADY_SECONDS * AvailabilityMain.RATE;
        long record = awaitSettled(client, PACE, steady);
        Map<Cell, Long> retriedBefore = retried(client);
        long killed = System.nanoTime();
        String how = cluster.kill(leader);
        int successor = awaitOtherLeader(leader);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STEADY_SECONDS);
        long last = (end - start) / (1_000_000_000L / AvailabilityMain.RATE);
        for (Cell cell : Cell.LADDER) {
            awaitSettled(client, cell, last);
        }
        Map<Cell, Long> retriedAfter = retried(client);
        String evidence = how + "; then broker " + successor + " led";
        List<Recovery> levels = new ArrayList<>();
        for (Cell cell : Cell.LADDER) {
            Outage outage =
                    Outage.of(Settlement.read(AvailabilityMain.file(files, cell)), AvailabilityMain.RATE, killed, end);
            levels.add(new Recovery(
                    folder.run(),
                    cell,
                    number,
                    leader,
                    record,
                    outage.gapNanos() / 1e6,
                    retriedAfter.get(cell) - retriedBefore.get(cell),
                    outage.records(),
                    outage.unsettled(),
                    micros(outage, Percentile.P50),
                    micros(outage, Percentile.P90),
                    micros(outage, Percentile.MAX),
                    controller,
                    coordinator,
                    evidence));
        }
        cluster.restart(leader);
        awaitAllInSync();
        return levels;
    }

    private static OptionalDouble micros(Outage outage, Percentile percentile) {
        OptionalDouble nanos = outage.response(percentile);
        return nanos.isPresent() ? OptionalDouble.of(nanos.getAsDouble() / 1e3) : nanos;
    }

    private static Map<Cell, Long> retried(ClientProcess client) {
        Map<Cell, Long> retried = new HashMap<>();
        for (Cell cell : Cell.LADDER) {
            retried.put(
                    cell,
                    client.said(AvailabilityMain.retried(cell))
                            .map(Long::parseLong)
                            .orElse(0L));
        }
        return retried;
    }

    private static long settled(ClientProcess client, Cell cell) {
        return client.said(AvailabilityMain.settled(cell)).map(Long::parseLong).orElse(0L);
    }

    /** Returns the highest sequence that is settled then. */
    private long awaitSettled(ClientProcess client, Cell cell, long sequence) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            long highest = settled(client, cell);
            if (highest >= sequence) {
                return highest;
            }
            if (!client.alive() || System.nanoTime() > giveUp) {
                throw new IOException("record " + sequence + " of " + cell.level() + " was not settled "
                        + (client.alive() ? "within " + patience.toSeconds() + " s" : "when the client ended")
                        + ", see " + folder.logs().resolve("availability.log"));
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    private int leaderOfAll() throws IOException, InterruptedException {
        return await(
                        "one broker leads all",
                        replicas -> replicas.stream()
                                        .map(Replicas::leader)
                                        .distinct()
                                        .count()
                                == 1)
                .get(0)
                .leader();
    }

    private int awaitOtherLeader(int dead) throws IOException, InterruptedException {
        return await(
                        "another than broker " + dead + " leads",
                        replicas -> replicas.stream().allMatch(r -> r.leader() >= 0 && r.leader() != dead))
                .get(0)
                .leader();
    }

    private void awaitAllInSync() throws IOException, InterruptedException {
        await(
                "all replicas are in sync",
                replicas -> replicas.stream().allMatch(r -> r.inSync().size() == cluster.replication()));
    }

    private interface Condition {
        boolean holds(List<Replicas> levels);
    }

    private List<Replicas> await(String what, Condition condition) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        String last = "nobody answers";
        while (true) {
            try {
                List<Replicas> now = Cell.LADDER.stream()
                        .map(cell -> view.replicas(AvailabilityMain.topic(prefix, cell), 0))
                        .toList();
                if (condition.holds(now)) {
                    return now;
                }
                last = now.toString();
            } catch (IllegalStateException e) {
                last = String.valueOf(e.getMessage());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > giveUp) {
                throw new IOException("not after " + patience.toSeconds() + " s: " + what + "; " + last);
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    /** As {@link org.guaranteebench.client.ProducerConfiguration} makes it, for the first thread. */
    private String transactionalId() {
        return AvailabilityMain.topic(prefix, Cell.LADDER.get(4)) + "-0";
    }
}
