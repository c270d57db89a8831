package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.openjdk.jmh.results.RunResult;

/**
 * Carries out a plan: clusters, warm-up, blocks of trials, one journal line each. A trial that fails costs its own row
 * and no other. {@link #execute} belongs to one thread; {@link #stop} may come from any.
 */
public final class Run {
    /** Room for logs, indexes and the brokers' own topics beside the largest trial. */
    private static final long SPARE_BYTES = 1_000_000_000L;

    /** Shorter than an interrupted run may take to tidy up. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** Then the rest of the run fails at once and not after a minute of waiting for each trial. */
    private static final int MOST_FAILED_STARTS = 2;

    private final RunPlan plan;
    private final RunFolder folder;
    private final RunListener listener;
    private final Path data;
    private final Pace pace;
    private final List<RunResult> jmhResults = new ArrayList<>();
    private final List<Flag> warnings = new ArrayList<>();

    private volatile boolean stopped;
    private RunInfo info;
    private Map<String, String> clusterVersions = Map.of();
    private ProcessCluster cluster;
    private TopicAdmin admin;
    private int incarnation;
    private int failedStarts;
    private boolean anyFailed;

    public Run(RunPlan plan, RunFolder folder, RunListener listener) {
        this.plan = plan;
        this.folder = folder;
        this.listener = listener;
        this.pace = new Pace(plan);
        this.data = plan.dataDirectory();
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
        try (NeighbourLock lock = NeighbourLock.take(Path.of(System.getProperty("java.io.tmpdir")));
                Journal journal = Journal.create(folder.journal());
                Chatter chatter = Chatter.to(
                        folder.logs().resolve("jmh.log"), plan.request().jmh())) {
            if (!lock.alone()) {
                warn("neighbour", "another run of this suite is measuring on this machine");
            }
            if (plan.request().nodes() == 1) {
                warn(
                        "one-node",
                        "one broker: acks=1 and acks=all wait for the same single replica, so the ladder says"
                                + " nothing about replication");
            }
            writeInfo("");
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
            try {
                for (int block = 1; block <= plan.blocks(); block++) {
                    runBlock(block, journal, chatter.log());
                }
            } finally {
                dropCluster();
            }
            writeInfo(now());
        }
    }

    private void runBlock(int block, Journal journal, PrintStream log) throws IOException {
        boolean fresh = (block - 1) % RunPlan.BLOCKS_PER_INCARNATION == 0;
        if (fresh) {
            dropCluster();
        }
        List<Arm> order = plan.order(block);
        for (int i = 0; i < order.size(); i++) {
            Arm arm = order.get(i);
            int number = (block - 1) * order.size() + i + 1;
            Trial trial;
            if (stopped) {
                trial = Trial.without(
                        folder.run(),
                        block,
                        i + 1,
                        incarnation,
                        arm,
                        Status.INTERRUPTED,
                        "the run was stopped before it");
                journal.append(trial);
            } else {
                trial = runTrial(block, i + 1, number, arm, log);
                journal.append(trial);
                listener.finished(trial, number, plan.trials(), pace.secondsLeft(number));
            }
        }
    }

    private Trial runTrial(int block, int position, int number, Arm arm, PrintStream log) throws IOException {
        String name = String.format(Locale.ROOT, "kgb-%s-%02d-%02d", folder.run(), block, position);
        try {
            requireSpace();
            requireCluster(log);
            if (stopped) {
                throw new IOException("stopped");
            }
        } catch (IOException | IllegalStateException e) {
            // Half-started or cold brokers are not to be measured.
            dropCluster();
            return stopped
                    ? Trial.without(
                            folder.run(), block, position, incarnation, arm, Status.INTERRUPTED, "the run was stopped")
                    : failed(block, position, arm, Causes.oneLine(e));
        }
        listener.starting(arm.label(), arm.benchmark(), block, number, plan.trials(), pace.secondsLeft(number - 1));
        log.printf(
                "%n==== block %d, trial %d: %s, %s, topic %s%n", block, position, arm.benchmark(), arm.label(), name);
        TrialRunner runner = new TrialRunner(cluster, admin, plan.request().jmh(), log, this::stopped);
        TrialRunner.Outcome outcome =
                runner.run(plan.method(arm), arm, plan.timings().get(arm.benchmark()), name);
        if (stopped && !outcome.measured()) {
            return Trial.without(
                    folder.run(),
                    block,
                    position,
                    incarnation,
                    arm,
                    Status.INTERRUPTED,
                    "the run was stopped during it");
        }
        if (!outcome.measured()) {
            cluster.keepLogs(folder.logs().resolve("incarnation-" + incarnation));
            if (cluster.fault().isPresent()) {
                dropCluster();
            }
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
                incarnation,
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
        return Trial.without(folder.run(), block, position, incarnation, arm, Status.FAILED, reason);
    }

    /** Brokers that run and are warm. */
    private void requireCluster(PrintStream log) throws IOException {
        if (cluster != null && cluster.fault().isPresent()) {
            cluster.keepLogs(folder.logs().resolve("incarnation-" + incarnation));
            warn("broker-died", cluster.fault().get() + " between two trials; the cluster was started anew");
            dropCluster();
        }
        if (cluster != null) {
            return;
        }
        incarnation++;
        int nodes = plan.request().nodes();
        if (failedStarts == MOST_FAILED_STARTS) {
            throw new IOException(
                    "the brokers failed to start " + MOST_FAILED_STARTS + " times in a row, see " + folder.logs());
        }
        failedStarts++;
        listener.phase("starting " + nodes + (nodes == 1 ? " broker" : " brokers"));
        cluster = ProcessCluster.start(
                nodes,
                data,
                folder.logs().resolve("incarnation-" + incarnation),
                ClusterProbe::new,
                IntUnaryOperator.identity());
        admin = new TopicAdmin(cluster.bootstrap(), ANSWER);
        clusterVersions = Map.of(
                "transaction.version",
                admin.transactionVersion().map(Object::toString).orElse("unknown"));
        writeInfo("");
        failedStarts = 0;
        warmUp(log);
    }

    /** Unrecorded: after it the brokers' code is compiled and their internal topics exist. Failures show in block 1. */
    private void warmUp(PrintStream log) {
        TrialRunner runner = new TrialRunner(cluster, admin, plan.request().jmh(), log, this::stopped);
        for (int round = 1; round <= plan.warmupBlocks(); round++) {
            List<Arm> order = plan.warmupArms();
            for (int i = 0; i < order.size() && !stopped; i++) {
                Arm arm = order.get(i);
                listener.phase(String.format(
                        Locale.ROOT,
                        "warming up the brokers, not recorded: %d of %d",
                        (round - 1) * order.size() + i + 1,
                        plan.warmupBlocks() * order.size()));
                String name =
                        String.format(Locale.ROOT, "kgb-%s-warm-%d-%d-%02d", folder.run(), incarnation, round, i + 1);
                runner.run(Benchmarks.saturating().method(), arm, plan.warmupTiming(), name);
            }
        }
    }

    private void dropCluster() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private void requireSpace() throws IOException {
        long free = Files.getFileStore(data).getUsableSpace();
        long needed = plan.largestTrialBytes() + SPARE_BYTES;
        if (free < needed) {
            throw new IOException(String.format(
                    Locale.ROOT, "%s has %d MB free, a trial may need %d", data, free / 1_000_000, needed / 1_000_000));
        }
    }

    private void warn(String code, String text) {
        warnings.add(new Flag(code, text));
        listener.warning(text);
    }

    private void writeInfo(String finished) throws IOException {
        Map<String, String> versions = Environment.versions();
        versions.put("broker", versions.get("client"));
        versions.putAll(clusterVersions);
        Cell cell = plan.baseline();
        info = new RunInfo(
                RunInfo.FORMAT,
                folder.run(),
                info == null ? now() : info.started(),
                finished,
                plan.request().arguments(),
                plan.request().seed(),
                plan.blocks(),
                new RunInfo.Baseline(
                        cell.acks().toString(),
                        Boolean.toString(cell.idempotence()),
                        cell.transactions().toString(),
                        cell.isolation().toString()),
                info == null ? Environment.suite() : info.suite(),
                versions,
                Environment.host(data),
                cluster == null ? info == null ? Map.of() : info.topology() : cluster.topology(),
                cluster == null ? info == null ? Map.of() : info.brokerProperties() : cluster.brokerProperties(),
                ProducerConfiguration.suiteSettings(),
                List.copyOf(warnings));
        info.write(folder.runJson());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
