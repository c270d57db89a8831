package org.guaranteebench.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.RateTally;

/** The part of a run before its first block: trials that find out the rates of the blocks. One thread. */
final class SearchPhase {
    /** Measures an arm and writes down what came of it. */
    interface Trials {
        /** @param position from 1; a trial that is {@link Status#INTERRUPTED} is the last */
        Trial measure(int position, Arm arm) throws IOException;
    }

    private final RunPlan plan;
    private final RateSearch search;
    private final RunListener listener;
    private final int usual;
    private final double blockSeconds;
    private final double trialSeconds;
    private int made;
    private boolean incomplete;

    /** @param plan with open rates */
    SearchPhase(RunPlan plan, RunListener listener) {
        this.plan = plan;
        this.listener = listener;
        this.search = new RateSearch(plan);
        SearchEstimate estimate = new SearchEstimate(plan);
        this.usual = estimate.trials();
        this.trialSeconds = estimate.seconds() / Math.max(1, usual);
        this.blockSeconds = plan.estimate().seconds() - estimate.seconds();
    }

    /** As many as it usually takes, or more once there are more. */
    int expected() {
        return Math.max(usual, made + 1);
    }

    /** Whether there is an arm of which nothing was found. */
    boolean incomplete() {
        return incomplete;
    }

    /** The plan with what was found; empty when the search was cut short. */
    Optional<RunPlan> execute(Trials trials) throws IOException {
        listener.phase("searching what each arm sustains, about " + usual + " trials");
        for (Optional<Arm> arm = search.next(); arm.isPresent(); arm = search.next()) {
            Trial trial = trials.measure(made + 1, arm.get());
            if (trial.status() == Status.INTERRUPTED) {
                incomplete = true;
                // The others have a row, too, that says so.
                for (Arm other : search.unfinished(arm.get())) {
                    trials.measure(++made + 1, other);
                }
                return Optional.empty();
            }
            made++;
            SearchTrial searched = new SearchTrial(trial);
            search.saw(searched);
            listener.searched(searched, made, expected(), secondsLeft());
            if (search.over(searched)) {
                RateTally tally = search.tally(searched);
                listener.found(searched.subject(), tally.sustainable(), tally.exceeded(), tally.trials());
            }
        }
        Map<Arm, OptionalInt> sustainable = new LinkedHashMap<>(search.sustainable());
        incomplete = sustainable.values().stream().anyMatch(OptionalInt::isEmpty);
        return Optional.of(search.found());
    }

    double secondsLeft() {
        return Math.max(0, usual - made) * trialSeconds + blockSeconds;
    }
}
