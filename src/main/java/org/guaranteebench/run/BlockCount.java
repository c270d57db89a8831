package org.guaranteebench.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.FixedWidth;

/**
 * How many blocks a run has: as many as planned, or as many as a precision takes. It never asks whether a difference is
 * significant. What it knows it knows from trials, so that a run which was cut short and goes on ends where it would have
 * ended. One thread.
 */
final class BlockCount {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RunPlan plan;
    private final Optional<PrecisionTarget> target;
    private final LadderSteps steps;
    private final Conditions conditions;
    private final RunListener listener;
    private final LongSupplier nanos;
    private final long begin;
    private final int most;

    /** Blocks that earlier segments of the run measured, and the seconds that these took. */
    private final int before;

    private final double secondsBefore;

    /** Whether this one searches for its rates, so that the brokers of its first block are warm before that. */
    private final boolean searches;

    private long blockBegin;

    /** Of a block without what a start of the brokers adds: mean, and longest so far. */
    private double blockSeconds;

    private double longestBlock;
    private int expected;
    private boolean torn;
    private String stopped = "";

    /**
     * @param measured trials of the blocks that earlier segments measured, all of these whole, and of the search before
     *     them; they count as if they were of this one, and their time against {@code --max-time}
     * @param nanos clock
     */
    BlockCount(RunPlan plan, List<Trial> measured, Conditions conditions, RunListener listener, LongSupplier nanos) {
        this.plan = plan;
        this.target = plan.request().precision();
        this.steps = new LadderSteps(plan.arms());
        this.conditions = conditions;
        this.listener = listener;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.blockBegin = begin;
        this.most = most(plan);
        List<Trial> kept = measured.stream().filter(t -> t.block() > 0).toList();
        this.searches = plan.open().isPresent() && measured.isEmpty();
        this.before = kept.stream().mapToInt(Trial::block).max().orElse(0);
        double measuring = kept.stream().mapToDouble(Trial::seconds).sum();
        this.secondsBefore = measured.stream().mapToDouble(Trial::seconds).sum()
                + IntStream.rangeClosed(1, before)
                        .filter(plan::fresh)
                        .mapToDouble(block -> startSeconds(block))
                        .sum();
        this.blockSeconds = before == 0 ? 0 : measuring / before;
        this.longestBlock = kept.stream()
                .collect(Collectors.groupingBy(Trial::block, Collectors.summingDouble(Trial::seconds)))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (target.isPresent()) {
            kept.forEach(steps::add);
        }
        this.expected = target.isPresent() ? FixedWidth.FEWEST : plan.blocks();
        target.ifPresent(t -> conditions.precisionIs(state(t, before, steps.widest())));
    }

    /** More than so many blocks a run never has. */
    static int most(RunPlan plan) {
        // A cluster of others has a cap on bytes, against which the plan's blocks were held.
        boolean open = plan.request().precision().isPresent()
                && plan.request().brokers().replaceable();
        return open ? FixedWidth.MOST : plan.blocks();
    }

    /** As far as is known now. */
    int expected() {
        return expected;
    }

    /** Whether a run that goes on for a precision was ended by something else; of other runs, their trials say so. */
    boolean interrupted() {
        return stopped.equals(Precision.INTERRUPTED);
    }

    void measured(Trial trial) {
        torn |= trial.status() == Status.INTERRUPTED;
        steps.add(trial);
    }

    /**
     * Whether another block follows the {@code done} ones.
     *
     * @param ended whether no more trials may be started, for whatever reason
     */
    boolean another(int done, boolean ended) throws IOException {
        if (target.isEmpty()) {
            return done < plan.blocks();
        }
        if (done == before) {
            // What a search took before it is not the first block's.
            blockBegin = nanos.getAsLong();
        }
        if (done == 0) {
            return true;
        }
        PrecisionTarget wanted = target.get();
        if (done > before) {
            clockBlock(done);
        }
        Optional<LadderSteps.Widest> widest = steps.widest();
        stopped = torn ? Precision.INTERRUPTED : stopped(wanted, done, widest);
        if (stopped.isEmpty() && ended) {
            stopped = Precision.INTERRUPTED;
        }
        expected = stopped.isEmpty()
                ? Math.max(done + 1, Math.min(needed(wanted, widest), affordable(wanted, done)))
                : done;
        if (done == FixedWidth.FEWEST && !steps.neverMeasured().isEmpty() && widest.isPresent()) {
            conditions.warn(
                    "never-measured",
                    String.format(
                            Locale.ROOT,
                            "no trial of %s was measured in %d blocks: nothing will be known of %s, and --precision is"
                                    + " about the other steps",
                            String.join(", ", steps.neverMeasured()),
                            done,
                            String.join(", ", steps.unknowable())));
        }
        conditions.precisionIs(state(wanted, torn ? done - 1 : done, widest));
        conditions.write();
        if (stopped.isEmpty()) {
            widest.filter(w -> Double.isFinite(w.halfWidth()))
                    .ifPresent(w ->
                            listener.precision(done, expected, w.label(), Math.expm1(w.halfWidth()), wanted.asked()));
        }
        return stopped.isEmpty();
    }

    private String stopped(PrecisionTarget wanted, int done, Optional<LadderSteps.Widest> widest) {
        if (widest.isEmpty()) {
            return done >= FixedWidth.FEWEST ? Precision.NOTHING_MEASURED : orTime(wanted, done);
        }
        if (FixedWidth.reached(widest.get().fewestPairs(), widest.get().halfWidth(), wanted.halfWidth())) {
            return Precision.REACHED;
        }
        return done >= most ? Precision.MAX_BLOCKS : orTime(wanted, done);
    }

    private String orTime(PrecisionTarget wanted, int done) {
        return affordable(wanted, done) > done ? "" : Precision.MAX_TIME;
    }

    private void clockBlock(int done) {
        long now = nanos.getAsLong();
        double seconds = (now - blockBegin) / NANOS_PER_SECOND;
        double own = Math.max(seconds / 10, seconds - startSeconds(done));
        blockSeconds += (own - blockSeconds) / done;
        longestBlock = Math.max(longestBlock, own);
        blockBegin = now;
    }

    private double startSeconds(int block) {
        // A segment begins with brokers of its own, or with warming up those of others.
        boolean first = block == before + 1;
        if (first && searches) {
            return 0;
        }
        return first || plan.fresh(block) ? plan.estimate().incarnationSeconds() : 0;
    }

    private double seconds(int fromBlock, int toBlock) {
        double seconds = 0;
        for (int block = fromBlock; block <= toBlock; block++) {
            seconds += blockSeconds + startSeconds(block);
        }
        return seconds;
    }

    /**
     * Blocks in all that end in time: the next one even if it takes as long as the longest so far, for a cap may cut it in
     * the middle, and those behind it by the mean.
     */
    private int affordable(PrecisionTarget wanted, int done) {
        double elapsed = secondsBefore + (nanos.getAsLong() - begin) / NANOS_PER_SECOND;
        if (elapsed + longestBlock + startSeconds(done + 1) > wanted.seconds()) {
            return done;
        }
        int blocks = done;
        while (blocks < most && elapsed + seconds(done + 1, blocks + 1) <= wanted.seconds()) {
            blocks++;
        }
        return blocks;
    }

    private static int needed(PrecisionTarget wanted, Optional<LadderSteps.Widest> widest) {
        return widest.filter(w -> Double.isFinite(w.halfWidth()))
                .map(w -> FixedWidth.needed(w.pairs(), w.halfWidth(), wanted.halfWidth()))
                .orElse(FixedWidth.FEWEST);
    }

    private Precision state(PrecisionTarget wanted, int done, Optional<LadderSteps.Widest> widest) {
        Optional<LadderSteps.Widest> known = widest.filter(w -> Double.isFinite(w.halfWidth()));
        int needed = known.isPresent() ? Math.max(needed(wanted, known), done) : 0;
        if (known.isPresent() && needed == done && !stopped.equals(Precision.REACHED)) {
            needed = done + 1;
        }
        Precision state = new Precision(
                wanted.asked(),
                wanted.seconds(),
                FixedWidth.FEWEST,
                FixedWidth.CONFIDENCE,
                stopped,
                done,
                known.map(w -> Math.expm1(w.halfWidth())).orElse(null),
                known.map(LadderSteps.Widest::label).orElse(""),
                needed,
                // Beyond the most blocks no time would help.
                needed == 0 ? 0 : seconds(done + 1, Math.min(needed, 20 * FixedWidth.MOST)));
        return done < FixedWidth.FEWEST ? state : state.without(steps.neverMeasured(), steps.unknowable());
    }
}
