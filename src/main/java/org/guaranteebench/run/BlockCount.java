package org.guaranteebench.run;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.FixedWidth;

/**
 * How many blocks a run has: as many as planned, or as many as a precision takes. It never asks whether a difference is
 * significant. One thread.
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

    private long blockBegin;
    private double blockSeconds;
    private int expected;

    /** @param nanos clock, from whose present value on {@code --max-time} counts */
    BlockCount(RunPlan plan, Conditions conditions, RunListener listener, LongSupplier nanos) {
        this.plan = plan;
        this.target = plan.request().precision();
        this.steps = new LadderSteps(plan.arms());
        this.conditions = conditions;
        this.listener = listener;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.blockBegin = begin;
        // A cluster of others has a cap on bytes, against which this many blocks were held.
        this.most = plan.request().brokers().replaceable() ? FixedWidth.MOST : plan.blocks();
        this.expected = target.isPresent() ? FixedWidth.FEWEST : plan.blocks();
        target.ifPresent(t -> conditions.precisionIs(state(t, "", 0, Optional.empty())));
    }

    /** As far as is known now. */
    int expected() {
        return expected;
    }

    void measured(Trial trial) {
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
        if (done == 0) {
            return true;
        }
        PrecisionTarget wanted = target.get();
        clockBlock(done);
        Optional<LadderSteps.Widest> widest = steps.widest();
        String stopped = ended ? Precision.INTERRUPTED : stopped(wanted, done, widest);
        expected = stopped.isEmpty()
                ? Math.max(done + 1, Math.min(needed(wanted, widest), affordable(wanted, done)))
                : done;
        conditions.precisionIs(state(wanted, stopped, done, widest));
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

    /** Mean length of a block, without what a start of the brokers adds to the first on it. */
    private void clockBlock(int done) {
        long now = nanos.getAsLong();
        double seconds = (now - blockBegin) / NANOS_PER_SECOND;
        double own = Math.max(seconds / 10, seconds - startSeconds(done));
        blockSeconds += (own - blockSeconds) / done;
        blockBegin = now;
    }

    private double startSeconds(int block) {
        return plan.fresh(block) ? plan.estimate().incarnationSeconds() : 0;
    }

    private double seconds(int fromBlock, int toBlock) {
        double seconds = 0;
        for (int block = fromBlock; block <= toBlock; block++) {
            seconds += blockSeconds + startSeconds(block);
        }
        return seconds;
    }

    /** Blocks in all that end in time. */
    private int affordable(PrecisionTarget wanted, int done) {
        double elapsed = (nanos.getAsLong() - begin) / NANOS_PER_SECOND;
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

    private Precision state(PrecisionTarget wanted, String stopped, int done, Optional<LadderSteps.Widest> widest) {
        Optional<LadderSteps.Widest> known = widest.filter(w -> Double.isFinite(w.halfWidth()));
        int needed = known.isPresent() ? Math.max(needed(wanted, known), done) : 0;
        if (known.isPresent() && needed == done && !stopped.equals(Precision.REACHED)) {
            needed = done + 1;
        }
        return new Precision(
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
    }
}
