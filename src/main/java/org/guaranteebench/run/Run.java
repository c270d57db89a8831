package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.Trial;
import org.openjdk.jmh.results.RunResult;

/**
 * Carries out a plan: clusters, warm-up, blocks of trials, one journal line each. A trial that fails costs its own row
 * and no other. {@link #execute} belongs to one thread; {@link #stop} may come from any.
 */
public final class Run {
    /** Room for logs, indexes and the brokers' own topics beside the largest trial. */
    private static final long SPARE_BYTES = 1_000_000_000L;

    /** On a cluster that others use: then the reason lies there, and more load would not help it. */
    private static final int MOST_FAILURES_IN_A_ROW = 3;

    private final RunPlan plan;
    private final RunFolder folder;
    private final RunListener listener;
    private final Pace pace;
    private final Conditions conditions;
    private final BlockCount count;
    private final List<RunResult> jmhResults = new ArrayList<>();
    private final long begin = System.nanoTime();

    private volatile boolean stopped;
    private Incarnations incarnations;
    private ClassArchive classes;
    private boolean anyFailed;
    private int failuresInARow;

    public Run(RunPlan plan, RunFolder folder, RunListener listener) {
        this.plan = plan;
        this.folder = folder;
        this.listener = listener;
        this.pace = new Pace(plan);
        this.conditions = new Conditions(plan, folder, listener);
        this.count = new BlockCount(plan, conditions, listener, System::nanoTime);
    }

    /** Ends the running trial and skips the rest; every skipped trial gets its row. */
    public void stop() {
        stopped = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    public boolean stopped() {
        return stopped;
    }

    /** Whether a planned trial failed. */
    public boolean anyFailed() {
        return anyFailed;
    }

    /** What JMH itself would have returned, without the A/A arms, which it could not tell from their baselines. */
    public List<RunResult> jmhResults() {
        return jmhResults;
    }

    /** Errors: {@link IOException} when the journal cannot be written; nothing written before is lost. */
    public void execute() throws IOException {
        Files.createDirectories(folder.logs());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (NeighbourLock lock = NeighbourLock.take(temporary);
                Journal journal = Journal.create(folder.journal());
                Chatter chatter = Chatter.to(
                        folder.logs().resolve("jmh.log"),
                        plan.request().jmh(),
                        plan.request().secrets())) {
            if (!lock.alone()) {
                conditions.warn("neighbour", "another run of this suite is measuring on this machine");
            }
            if (brokers().replication() == 1) {
                conditions.warn(
                        "one-node",
                        "one copy of each record: acks=1 and acks=all wait for the same single replica, so the ladder"
                                + " says nothing about replication");
            }
            conditions.write();
            for (Combination c : plan.refused()) {
                Arm arm = new Arm(c.benchmark(), c.cell(), c.workload(), false);
                journal.append(Trial.without(
                        folder.run(),
                        0,
                        0,
                        0,
                        arm,
                        Status.INVALID,
                        c.rejection().orElseThrow()));
            }
            Optional<TopicLedger> ledger =
                    brokers().replaceable() ? Optional.empty() : Optional.of(TopicLedger.open(folder.topics()));
            try (ClassArchive archive =
                            new ClassArchive(temporary, plan.request().jmh());
                    Incarnations lives =
                            new Incarnations(plan, folder, listener, conditions, ledger, archive, this::stopped)) {
                classes = archive;
                incarnations = lives;
                for (int block = 1; count.another(block - 1, end().isPresent()); block++) {
                    runBlock(block, journal, chatter.log());
                }
            } finally {
                if (ledger.isPresent()) {
                    ledger.get().close();
                    warnOfRemains();
                }
            }
            conditions.finish();
        }
    }

    private Brokers brokers() {
        return plan.request().brokers();
    }

    private void warnOfRemains() throws IOException {
        int remaining = TopicLedger.remaining(TopicLedger.read(folder.topics())).size();
        if (remaining > 0) {
            conditions.warn(
                    "topics-left",
                    remaining + (remaining == 1 ? " topic" : " topics") + " of this run could not be deleted: java -jar"
                            + " benchmarks.jar cleanup " + folder.path());
        }
    }

    private void runBlock(int block, Journal journal, PrintStream log) throws IOException {
        if (plan.fresh(block)) {
            incarnations.drop();
        }
        List<Arm> order = plan.order(block);
        pace.expect(count.expected());
        int trials = count.expected() * order.size();
        for (int i = 0; i < order.size(); i++) {
            Arm arm = order.get(i);
            int number = (block - 1) * order.size() + i + 1;
            Trial trial;
            Optional<String> end = end();
            if (end.isPresent()) {
                trial = interrupted(block, i + 1, arm, end.get());
                journal.append(trial);
            } else {
                trial = runTrial(block, i + 1, number, trials, arm, log);
                count.measured(trial);
                failuresInARow = trial.status() == Status.FAILED ? failuresInARow + 1 : 0;
                journal.append(trial);
                listener.finished(trial, number, trials, pace.secondsLeft(number));
            }
        }
        incarnations.blockEnded(log);
    }

    private Trial runTrial(int block, int position, int number, int trials, Arm arm, PrintStream log)
            throws IOException {
        String name = String.format(Locale.ROOT, TrialTopics.PREFIX + "%s-%02d-%02d", folder.run(), block, position);
        TrialRunner runner;
        try {
            requireSpace();
            runner = incarnations.require(log);
        } catch (IOException | RuntimeException e) {
            // Half-started or cold brokers are not to be measured.
            incarnations.drop();
            return stopped
                    ? interrupted(block, position, arm, "the run was stopped")
                    : failed(block, position, arm, Causes.oneLine(e));
        }
        listener.starting(arm.label(), arm.benchmark(), block, number, trials, pace.secondsLeft(number - 1));
        log.printf(
                "%n==== block %d, trial %d: %s, %s, topic %s%n", block, position, arm.benchmark(), arm.label(), name);
        TrialRunner.Outcome outcome =
                runner.run(plan.method(arm), arm, plan.timings().get(arm.benchmark()), name, classes.using());
        if (stopped && !outcome.measured()) {
            return interrupted(block, position, arm, "the run was stopped during it");
        }
        if (!outcome.measured()) {
            incarnations.trialFailed();
            return failed(block, position, arm, outcome.reason());
        }
        pace.took(arm.benchmark(), outcome.seconds());
        String histograms = "";
        if (!outcome.histograms().isEmpty()) {
            histograms = String.format(
                    Locale.ROOT,
                    "%02d-%02d-%s-%s.hlog",
                    block,
                    position,
                    arm.benchmark(),
                    arm.label().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", ""));
            try {
                HistogramFile.write(
                        folder.histograms().resolve(histograms),
                        folder.run(),
                        arm.label(),
                        outcome.histograms(),
                        outcome.started().toEpochMilli(),
                        Instant.now().toEpochMilli());
            } catch (IOException e) {
                return failed(block, position, arm, Causes.oneLine(e));
            }
        }
        if (!arm.control()) {
            jmhResults.add(outcome.jmh().orElseThrow());
        }
        return Trial.measured(
                folder.run(),
                block,
                position,
                incarnations.number(),
                arm,
                Status.OK,
                "",
                outcome.started().toString(),
                outcome.seconds(),
                outcome.metrics(),
                outcome.iterations(),
                outcome.flags(),
                histograms);
    }

    private Trial failed(int block, int position, Arm arm, String reason) {
        anyFailed = true;
        return without(
                block, position, arm, Status.FAILED, plan.request().secrets().hide(reason));
    }

    private Trial interrupted(int block, int position, Arm arm, String reason) {
        anyFailed = true;
        return without(block, position, arm, Status.INTERRUPTED, reason);
    }

    private Trial without(int block, int position, Arm arm, Status status, String reason) {
        return Trial.without(folder.run(), block, position, incarnations.number(), arm, status, reason);
    }

    /** Why no more trials are started; empty while they are. */
    private Optional<String> end() {
        if (stopped) {
            return Optional.of("the run was stopped before it");
        }
        if ((System.nanoTime() - begin) / 1e9 > brokers().caps().seconds()) {
            return Optional.of("--max-time was over before it");
        }
        if (!brokers().replaceable() && failuresInARow >= MOST_FAILURES_IN_A_ROW) {
            return Optional.of(MOST_FAILURES_IN_A_ROW
                    + " trials before it failed in a row: a cluster that others use is then left alone");
        }
        return Optional.empty();
    }

    private void requireSpace() throws IOException {
        Optional<Path> data = plan.dataDirectory();
        if (data.isEmpty()) {
            return;
        }
        long free = Files.getFileStore(data.get()).getUsableSpace();
        long needed = plan.estimate().largestTrialBytes() + SPARE_BYTES;
        if (free < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s has %d MB free, a trial may need %d",
                    data.get(),
                    free / 1_000_000,
                    needed / 1_000_000));
        }
    }
}
