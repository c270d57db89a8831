package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.jvm.Owner;

/**
 * The part of a run that this process measures, and what earlier ones have measured. Nobody else can measure the run
 * until it is closed. One thread.
 */
public final class OpenSegment implements AutoCloseable {
    private final RunFolder folder;
    private final RunLock lock;
    private final Optional<RunInfo> before;
    private final List<Trial> trials;
    private final String started = now();

    /** Whose first block is known: that is asked for what is told, and again by the run. */
    private RunPlan placed;

    private int placedFirst;

    private OpenSegment(RunFolder folder, RunLock lock, Optional<RunInfo> before, List<Trial> trials) {
        this.folder = folder;
        this.lock = lock;
        this.before = before;
        this.trials = trials;
    }

    /**
     * Of a run that begins in a folder of its own, which is made.
     *
     * <p>Errors: {@link IOException} in one line when {@code out} cannot be written, or runs cannot be locked there.
     */
    public static OpenSegment first(Path out, String run) throws IOException {
        RunLock.requireLocks(out);
        return first(RunFolder.create(out, run));
    }

    /** The same in a folder that is there. */
    static OpenSegment first(RunFolder folder) throws IOException {
        return new OpenSegment(folder, RunLock.take(folder), Optional.empty(), List.of());
    }

    /**
     * Of a run that was cut short. Changes nothing in its folder but the lock, and takes away halves of
     * files.
     *
     * @param folder by the run's own name, not by a link
     *     <p>Errors: {@link IOException} or {@link IllegalArgumentException} in one line when the run cannot be read, is
     *     being measured, is complete, or began under other conditions.
     */
    public static OpenSegment next(RunFolder folder) throws IOException {
        Environment.ahead();
        RunInfo info = RunInfo.read(folder.runJson());
        String option = "--resume " + folder.path() + ": ";
        if (!Files.exists(folder.journal())) {
            throw new IllegalArgumentException(
                    option + "no " + folder.journal().getFileName() + " in it; allowed are runs, not audits");
        }
        if (!info.run().equals(folder.run())) {
            throw new IllegalArgumentException(
                    option + "this is run " + info.run() + "; allowed is a folder of that name");
        }
        RunLock lock = RunLock.take(folder);
        try {
            // Once more: whoever had the lock may have written meanwhile.
            RunInfo current = RunInfo.read(folder.runJson());
            if (complete(current)) {
                throw new IllegalArgumentException(option + end(current) + "; allowed are runs that were cut short");
            }
            // Meanwhile the jar is read, whose digest is among the conditions.
            List<Trial> trials = trials(folder, option);
            SameConditions.requireHere(current);
            folder.removeHalves();
            return new OpenSegment(folder, lock, Optional.of(current), trials);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static boolean complete(RunInfo info) {
        return info.segments().isEmpty()
                ? !info.finished().isEmpty()
                : last(info.segments()).outcome().equals(Segment.COMPLETE);
    }

    /** Of a complete run, in words. */
    private static String end(RunInfo info) {
        return info.stopping()
                .filter(p -> !p.stopped().equals(Precision.REACHED))
                .map(p -> "it ended by its own rule (" + p.stopped() + ")")
                .orElse("all of it was measured");
    }

    private static Segment last(List<Segment> segments) {
        return segments.get(segments.size() - 1);
    }

    private static List<Trial> trials(RunFolder folder, String option) throws IOException {
        List<Trial> trials;
        try {
            trials = Journal.read(folder.journal());
        } catch (IOException e) {
            throw new IOException(
                    option + e.getMessage() + "; nothing was changed; allowed is an undamaged journal, such as a copy"
                            + " or this one without that line and those behind it",
                    e);
        }
        Optional<Trial> foreign =
                trials.stream().filter(t -> !folder.run().equals(t.run())).findFirst();
        if (foreign.isPresent()) {
            throw new IllegalArgumentException(option + folder.journal() + " holds trials of run "
                    + foreign.get().run() + "; allowed are those of the folder's own");
        }
        return trials;
    }

    /**
     * Whether the plan, made anew here, would put its data where the run had it, and its results into the same database.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line that names what is different.
     */
    public void requireSame(RunPlan plan) {
        before.ifPresent(info -> SameConditions.requirePlanned(
                info,
                plan.dataDirectory(),
                plan.stores() ? Optional.of(plan.request().store().description()) : Optional.empty()));
    }

    public RunFolder folder() {
        return folder;
    }

    /** {@code run.json} as the segment before left it; empty in the first. */
    public Optional<RunInfo> before() {
        return before;
    }

    /** What earlier segments wrote down, superseded trials included. */
    public List<Trial> trials() {
        return trials;
    }

    public int number() {
        return before.map(info -> Math.max(1, info.segments().size()) + 1).orElse(1);
    }

    /**
     * Where this one goes on: the first block that has not a row for each of its arms; one more than there can be if each
     * has; 0 when it begins with the search for its rates.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line when the trials are not those of the plan.
     */
    public int firstBlock(RunPlan given) {
        if (given != placed) {
            placedFirst = place(given);
            placed = given;
        }
        return placedFirst;
    }

    private int place(RunPlan given) {
        RunPlan plan = known(given);
        int most = plan.open().isPresent() ? 0 : BlockCount.most(plan);
        Map<Integer, Integer> done = new HashMap<>();
        Map<List<Integer>, Trial> places = new HashMap<>();
        Map<Integer, List<Arm>> orders = new HashMap<>();
        for (Trial trial : live()) {
            List<Arm> order = orders.computeIfAbsent(trial.block(), plan::order);
            boolean planned = trial.block() <= most
                    && trial.position() >= 1
                    && trial.position() <= order.size()
                    && order.get(trial.position() - 1).equals(trial.arm());
            if (!planned || places.put(List.of(trial.block(), trial.position()), trial) != null) {
                throw new IllegalArgumentException("--resume " + folder.path() + ": " + trial.benchmark() + " "
                        + trial.arm().label() + " as trial " + trial.position() + " of block " + trial.block()
                        + (planned ? " is in its journal twice" : " is in its journal and not in its plan")
                        + "; allowed is a journal of this run alone");
            }
            if (trial.status() != Status.INTERRUPTED) {
                done.merge(trial.block(), 1, Integer::sum);
            }
        }
        int block = plan.open().isPresent() ? 0 : 1;
        while (block > 0
                && block <= most
                && done.getOrDefault(block, 0) == plan.arms().size()) {
            block++;
        }
        return block;
    }

    /** The plan with the rates that earlier segments found, if they did. Errors: as of {@link #firstBlock}. */
    public RunPlan known(RunPlan plan) {
        return RateSearch.known(plan, trials);
    }

    /** In blocks, and not measured again since. */
    private List<Trial> live() {
        return trials.stream()
                .filter(t -> t.block() > 0 && t.status() != Status.SUPERSEDED)
                .toList();
    }

    /** Trials of the blocks that are not measured again. */
    List<Trial> kept(int firstBlock) {
        return live().stream().filter(t -> t.block() < firstBlock).toList();
    }

    /** The same, and before them those of the search that found the rates, unless it is made again. */
    List<Trial> measured(int firstBlock) {
        Stream<Trial> search =
                firstBlock == 0 ? Stream.empty() : trials.stream().filter(t -> t.status() == Status.SEARCH);
        return Stream.concat(search, kept(firstBlock).stream()).toList();
    }

    /** Whether a trial that counts has failed before. */
    boolean anyFailed(int firstBlock) {
        return kept(firstBlock).stream().anyMatch(t -> t.status() == Status.FAILED);
    }

    /** How many combinations that are not run have their line. */
    long refused() {
        return trials.stream().filter(t -> t.status() == Status.INVALID).count();
    }

    /** Starts of the brokers that trials have seen. */
    int incarnations() {
        return trials.stream().mapToInt(Trial::incarnation).max().orElse(0);
    }

    /** The run's name, and the segment's where there are several. */
    public String name() {
        return folder.run() + suffix();
    }

    /** Of the names of topics and what else the segment makes: none is one that an earlier segment may have left. */
    String prefix() {
        return TrialTopics.PREFIX + name() + "-";
    }

    /** Of the names of files that an earlier segment may have written, too. */
    String suffix() {
        return number() == 1 ? "" : "-s" + number();
    }

    /**
     * Where this segment writes what the arguments want in a file: beside that of an earlier one and not over it. What is
     * no file, such as {@code /dev/null}, has no other name.
     */
    Path own(Path asked) {
        return number() == 1 || Files.exists(asked) && !Files.isRegularFile(asked)
                ? asked
                : asked.resolveSibling(asked.getFileName().toString().replaceFirst("(\\.[^.]*)?$", suffix() + "$1"));
    }

    /** Those before, and this one, as it is now. */
    List<Segment> segments(int firstBlock, String ended, String outcome) {
        List<Segment> segments = new ArrayList<>(before.map(RunInfo::segments).orElse(List.of()));
        if (before.isPresent() && segments.isEmpty()) {
            // Of a version that did not tell.
            segments.add(new Segment(1, 1, before.get().started(), before.get().finished(), "", "", ""));
        }
        segments.add(
                new Segment(number(), firstBlock, started, ended, Owner.self().host(), reason(), outcome));
        return segments;
    }

    /** How the segment before it ended; empty for the first. */
    public String reason() {
        return before.map(info -> info.segments().isEmpty()
                        ? "an older version began it"
                        : last(info.segments()).end())
                .orElse("");
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
