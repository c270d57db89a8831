package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.audit.availability.Availability;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.jvm.Standstill;
import org.guaranteebench.run.Causes;
import org.guaranteebench.run.Chatter;
import org.guaranteebench.run.DataDirectory;
import org.guaranteebench.run.NeighbourLock;

/**
 * Plays scenarios, the weak twin before the strong one, all on one cluster as long as that is whole. A twin that fails
 * leaves its own scenario inconclusive and no other. {@link #execute} belongs to one thread; {@link #stop} may come from
 * any.
 */
public final class Audit {
    /** For anything that must happen. A dead leader is missed after nine seconds, a laggard after thirty. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A source that needs more than twice as long for its records as it should is not waited for. */
    private static final int LEAST_RECORDS_PER_SECOND = 10_000;

    /** A record in a segment, its share of indexes, and what stages make of it. */
    private static final long BYTES_PER_RECORD = 500;

    private static final long SPARE_BYTES = 1_000_000_000L;

    private final AuditRequest request;
    private final RunFolder folder;
    private final AuditListener listener;
    private final AuditConditions conditions;
    private final Path data;
    private final List<Ruling> rulings = new ArrayList<>();

    private final Object interruption = new Object();
    private Thread player;
    private volatile boolean stopped;
    private int played;
    private final List<Recovery> recoveries = new ArrayList<>();
    private Optional<String> unmeasured = Optional.empty();

    /** Errors: {@link IllegalArgumentException} in one line when the brokers' data can be kept nowhere. */
    public Audit(AuditRequest request, RunFolder folder, AuditListener listener) {
        this.request = request;
        this.folder = folder;
        this.listener = listener;
        this.data = DataDirectory.choose(
                request.data(),
                SPARE_BYTES
                        + BYTES_PER_RECORD
                                * request.records()
                                * request.brokers().replication());
        this.conditions = new AuditConditions(request, folder, data, listener);
    }

    /** Ends the twin that is being played and skips the rest, each of which gets its row. */
    public void stop() {
        synchronized (interruption) {
            stopped = true;
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            if (player != null) {
                player.interrupt();
            }
        }
    }

    public boolean stopped() {
        return stopped;
    }

    /** What came of each playing of each scenario so far. */
    public List<Ruling> rulings() {
        return List.copyOf(rulings);
    }

    /** What each level saw of each kill of its leader so far. */
    public List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** Why not all kills that were asked for were measured; empty when they were. */
    public Optional<String> unmeasured() {
        return unmeasured;
    }

    /** Blocks. Errors: {@link IOException} when the run's folder cannot be written; what was written stays. */
    public void execute() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Files.createDirectories(folder.logs());
        Files.createDirectories(folder.audit());
        try (NeighbourLock lock = NeighbourLock.take(temporary);
                Chatter chatter = Chatter.to(folder.logs().resolve("audit.log"))) {
            if (!lock.alone()) {
                conditions.warn("neighbour", "another run of this suite is measuring on this machine");
            }
            sweep();
            conditions.begin();
            playAll(chatter.log());
            if (request.kills() > 0) {
                measureAvailability();
                unmeasured.ifPresent(reason -> conditions.warn("availability", "not measured to its end: " + reason));
            }
        }
        conditions.finish();
    }

    private void playAll(PrintStream log) throws IOException {
        ReplaceableBrokers.Listener starts = new ReplaceableBrokers.Listener() {
            @Override
            public void starting(String what) {
                listener.phase(what);
            }

            @Override
            public void started(ProxiedBrokers up) throws IOException {
                conditions.brokersAreUp(up.cluster());
            }
        };
        try (ReplaceableBrokers brokers = new ReplaceableBrokers(request.brokers(), data, folder.logs(), starts)) {
            TwinPlayer twins = new TwinPlayer(folder, brokers, request.records(), patience());
            for (Scenario scenario : request.scenarios()) {
                for (int repetition = 1; repetition <= request.repetitions(); repetition++) {
                    Observation weak = play(twins, new TwinPlan(scenario, repetition, true), log);
                    Observation strong = play(twins, new TwinPlan(scenario, repetition, false), log);
                    Ruling ruling = Ruling.of(weak, strong);
                    rulings.add(ruling);
                    listener.ruled(ruling);
                }
            }
        }
    }

    private Duration patience() {
        return PATIENCE.plusSeconds(request.records() / LEAST_RECORDS_PER_SECOND);
    }

    /** On brokers of its own, before which no proxy stands. */
    private void measureAvailability() {
        if (!enter()) {
            unmeasured = Optional.of("the audit was stopped before it");
            return;
        }
        try {
            listener.phase(request.brokers().phase() + ", to kill the leader " + request.kills() + " times");
            try (OwnedCluster cluster =
                    request.brokers().start(data, folder.logs().resolve("availability"))) {
                conditions.brokersAreUp(cluster);
                Availability.measure(cluster, folder, request.kills(), PATIENCE, levels -> {
                    recoveries.addAll(levels);
                    listener.recovered(levels);
                });
            }
        } catch (InterruptedException e) {
            unmeasured = Optional.of("the audit was stopped during it");
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof IOException ? e.getMessage() : Causes.oneLine(e);
            unmeasured = Optional.of(stopped ? "the audit was stopped during it" : reason);
        } finally {
            leave();
        }
    }

    private Observation play(TwinPlayer twins, TwinPlan plan, PrintStream log) throws IOException {
        log.println("==== " + plan.prefix(folder));
        Observation seen;
        if (!enter()) {
            seen = twins.skip(plan, "the audit was stopped before it");
        } else {
            try {
                seen = twins.play(plan);
            } catch (InterruptedException e) {
                stopped = true;
                seen = null;
            } finally {
                leave();
            }
            // Whatever it ended with, it was by no fault of its own.
            if (stopped && (seen == null || !seen.facts().failure().isEmpty())) {
                seen = twins.skip(plan, "the audit was stopped during it");
            }
        }
        listener.observed(seen, ++played, request.twins());
        return seen;
    }

    /** From here to {@link #leave} the thread may be interrupted: elsewhere it writes files, or tidies up. */
    private boolean enter() {
        synchronized (interruption) {
            if (!stopped) {
                player = Thread.currentThread();
            }
            return !stopped;
        }
    }

    private void leave() {
        synchronized (interruption) {
            player = null;
            Thread.interrupted();
        }
    }

    /** What was left by an audit that was killed, and by its guards that were killed with it. */
    private void sweep() throws IOException {
        int containers = request.brokers().sweep();
        if (containers > 0) {
            conditions.warn(
                    "leftovers",
                    "a run that was killed had left " + containers
                            + (containers == 1 ? " container, which was" : " containers, which were") + " removed now");
        }
        try {
            List<Long> ended = Standstill.sweep();
            if (!ended.isEmpty()) {
                conditions.warn(
                        "leftovers",
                        String.format(
                                Locale.ROOT,
                                "an audit that was killed had left %d stopped process%s (%s), which %s ended now",
                                ended.size(),
                                ended.size() == 1 ? "" : "es",
                                ended.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                                ended.size() == 1 ? "was" : "were"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
