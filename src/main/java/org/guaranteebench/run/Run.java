package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.Trial;
import org.openjdk.jmh.results.RunResult;

/**
 * Carries out a plan: clusters, warm-up, blocks of trials, one journal line each. A trial that fails costs its own row
 * and no other. {@link #execute} belongs to one thread; {@link #stop} may come from any.
 */
public final class Run {
    private RunPlan plan;
    private final OpenSegment segment;
    private final int firstBlock;
    private final RunFolder folder;
    private final RunListener listener;
    private Pace pace;
    private final Conditions conditions;
    private final BlockCount count;
    private final List<RunResult> jmhResults = new ArrayList<>();
    private final Ending ending;

    private Incarnations incarnations;
    private ClassArchive classes;
    private boolean anyFailed;
    private String cutShort;

    /** Errors: {@link IllegalArgumentException} in one line when what was measured before is not of this plan. */
    public Run(RunPlan plan, OpenSegment segment, RunListener listener) {
        this.plan = segment.known(plan);
        this.segment = segment;
        this.firstBlock = segment.firstBlock(plan);
        this.folder = segment.folder();
        this.listener = listener;
        this.pace = new Pace(this.plan);
        this.conditions = new Conditions(plan, segment, firstBlock, listener);
        this.count = new BlockCount(plan, segment.measured(firstBlock), conditions, listener, System::nanoTime);
        this.ending = new Ending(brokers().caps().seconds(), brokers().replaceable(), System::nanoTime);
        this.anyFailed = segment.anyFailed(firstBlock) || RateSearch.incomplete(plan, segment.trials());
    }

    /** Ends the running trial and skips the rest; every skipped trial gets its row. */
    public void stop() {
        ending.stop();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    public boolean stopped() {
        return ending.stopped();
    }

    /** Whether a planned trial failed, in this segment or an earlier one. */
    public boolean anyFailed() {
        return anyFailed;
    }

    /** What JMH itself would have returned, without the A/A arms, which it could not tell from their baselines. */
    public List<RunResult> jmhResults() {
        return jmhResults;
    }

    /**
     * Errors: {@link IOException} when the run's folder cannot be written, {@link ChangedBrokersException} when a resumed
     * run cannot go on with these brokers; nothing written before is lost.
     */
    public void execute() throws IOException {
        Files.createDirectories(folder.logs());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (NeighbourLock lock = NeighbourLock.take(temporary);
                SegmentJournal journal = SegmentJournal.open(segment, firstBlock);
                Chatter chatter = Chatter.to(segment, plan.request())) {
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
            journal.appendRefused(plan, segment);
            Optional<TopicLedger> ledger =
                    brokers().replaceable() ? Optional.empty() : Optional.of(TopicLedger.open(folder.topics()));
            try (ClassArchive archive =
                            new ClassArchive(temporary, plan.request().jmh());
                    Incarnations lives =
                            new Incarnations(plan, segment, listener, conditions, ledger, archive, this::stopped)) {
                classes = archive;
                incarnations = lives;
                boolean known = firstBlock > 0 || search(journal, chatter.log());
                for (int block = Math.max(1, firstBlock);
                        known && count.another(block - 1, ending.reason().isPresent());
                        block++) {
                    runBlock(block, journal, chatter.log());
                }
                if (count.interrupted()) {
                    cutShort();
                }
            } finally {
                if (ledger.isPresent()) {
                    ledger.get().close();
                    warnOfRemains();
                }
            }
            conditions.finish(cutShort == null ? Segment.COMPLETE : cutShort);
        } catch (ChangedBrokersException e) {
            conditions.finish("other brokers or another database");
            throw e;
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

    /** Whether the rates of the blocks are known now. */
    private boolean search(SegmentJournal journal, PrintStream log) throws IOException {
        RunPlan open = plan;
        plan = open.open().orElseThrow().searching(open);
        SearchPhase phase = new SearchPhase(open, listener);
        Optional<RunPlan> found = phase.execute((position, arm) -> {
            Optional<String> end = end();
            Trial trial = end.isPresent()
                    ? interrupted(0, position, arm, end.get())
                    : runTrial(0, position, position, phase.expected(), arm, log)
                            .searched();
            journal.append(trial);
            ending.saw(trial);
            return trial;
        });
        plan = found.orElse(open);
        pace = new Pace(plan);
        anyFailed |= phase.incomplete();
        return found.isPresent();
    }

    private void runBlock(int block, SegmentJournal journal, PrintStream log) throws IOException {
        // Brokers that were warm for the search are warm for what follows it.
        if (plan.fresh(block) && !(block == 1 && firstBlock == 0)) {
            incarnations.drop();
        }
        List<Arm> order = plan.order(block);
        pace.expect(count.expected());
        int trials = count.expected() * order.size();
        for (int i = 0; i < order.size(); i++) {
            Arm arm = order.get(i);
            int number = (block - 1) * order.size() + i + 1;
            Optional<String> end = end();
            Trial trial = end.isPresent()
                    ? interrupted(block, i + 1, arm, end.get())
                    : runTrial(block, i + 1, number, trials, arm, log);
            journal.append(trial);
            count.measured(trial);
            if (end.isEmpty()) {
                ending.saw(trial);
                listener.finished(trial, number, trials, pace.secondsLeft(number));
            }
        }
        incarnations.blockEnded(log);
    }

    /** Why the next trial is not begun; empty where it is. */
    private Optional<String> end() {
        if (ending.reason().isEmpty()) {
            DataSpace.missing(conditions.data(), plan.estimate()).ifPresent(ending::noRoom);
        }
        return ending.reason();
    }

    private Trial runTrial(int block, int position, int number, int trials, Arm arm, PrintStream log)
            throws IOException {
        String name = String.format(Locale.ROOT, "%s%02d-%02d", segment.prefix(), block, position);
        TrialRunner runner;
        try {
            runner = incarnations.require(log);
        } catch (ChangedBrokersException | UnwritableFolderException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Half-started or cold brokers are not to be measured.
            incarnations.drop();
            if (stopped()) {
                return interrupted(block, position, arm, "the run was stopped");
            }
            String reason = Causes.oneLine(e);
            if (block > 0) {
                return failed(block, position, arm, reason);
            }
            // It says nothing about the rate, and the next one of the search would have no brokers either.
            ending.noBrokers(plan.request().secrets().hide(reason));
            return interrupted(block, position, arm, ending.reason().orElseThrow());
        }
        listener.starting(arm.label(), arm.benchmark(), block, number, trials, pace.secondsLeft(number - 1));
        log.printf(
                "%n==== block %d, trial %d: %s, %s, topic %s%n", block, position, arm.benchmark(), arm.label(), name);
        TrialRunner.Outcome outcome =
                runner.run(plan.method(arm), arm, plan.timings().get(arm.benchmark()), name, classes.using());
        if (stopped() && !outcome.measured()) {
            return interrupted(block, position, arm, "the run was stopped during it");
        }
        if (!outcome.measured()) {
            incarnations.trialFailed();
            return failed(block, position, arm, outcome.reason());
        }
        pace.took(arm.benchmark(), outcome.seconds());
        // A search trial's distributions are at rates that nobody asked for.
        String histograms = block > 0 ? new TrialHistograms(segment).write(block, position, arm, outcome) : "";
        if (block > 0 && !arm.control()) {
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
        // A rate that is too high may end a trial, which says that.
        anyFailed |= block > 0;
        return without(
                block, position, arm, Status.FAILED, plan.request().secrets().hide(reason));
    }

    private Trial interrupted(int block, int position, Arm arm, String reason) {
        cutShort();
        return without(block, position, arm, Status.INTERRUPTED, reason);
    }

    /** Not all that was planned is measured. */
    private void cutShort() {
        anyFailed = true;
        cutShort = ending.outcome();
    }

    private Trial without(int block, int position, Arm arm, Status status, String reason) {
        return Trial.without(folder.run(), block, position, incarnations.number(), arm, status, reason);
    }
}
