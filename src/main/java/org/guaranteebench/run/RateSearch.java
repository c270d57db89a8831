package org.guaranteebench.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.RateTally;
import org.guaranteebench.stats.SaturationSearch;

/**
 * Finds out what each arm of a plan sustains, trial by trial. In each round every arm whose search is not over has one
 * trial, in an order that the run's seed decides: what changes meanwhile, such as the brokers' warmth, meets all of them,
 * and two trials of one arm at one rate stand apart. What it knows it knows from trials. One thread.
 */
final class RateSearch {
    /** Of what a closed loop achieves: the first rate of an open loop that may carry as much. */
    private static final double FIRST_SHARE = 0.8;

    /** The search of one arm; without {@code search} as long as it is not known where that begins. */
    private static final class Subject {
        private SaturationSearch search;
    }

    private final RunPlan plan;
    private final OpenRates rates;
    private final Map<Arm, Subject> subjects = new LinkedHashMap<>();
    private final Deque<Arm> round = new ArrayDeque<>();
    private int rounds;

    /** @param plan with open rates */
    RateSearch(RunPlan plan) {
        this.plan = plan;
        this.rates = plan.open().orElseThrow();
        rates.subjects(plan).forEach(subject -> {
            Subject of = new Subject();
            if (!SearchTrial.beginsFlatOut(subject)) {
                of.search =
                        rates.search(plan, subject, subject.workload().rate().orElseThrow());
            }
            subjects.put(subject, of);
        });
    }

    /**
     * The plan as it goes on if these trials found all its rates, else as it was: a search that was cut short begins anew.
     *
     * @param trials of earlier segments
     */
    static RunPlan known(RunPlan plan, List<Trial> trials) {
        if (plan.open().isEmpty()) {
            return plan;
        }
        RateSearch search = new RateSearch(plan);
        SearchTrial.of(trials).forEach(search::saw);
        return search.next().isEmpty() ? search.found() : plan;
    }

    /** Whether these trials found nothing of some arm, which is a result and is not searched again. */
    static boolean incomplete(RunPlan plan, List<Trial> trials) {
        if (plan.open().isEmpty()) {
            return false;
        }
        RateSearch search = new RateSearch(plan);
        SearchTrial.of(trials).forEach(search::saw);
        return search.next().isEmpty() && search.sustainable().values().stream().anyMatch(OptionalInt::isEmpty);
    }

    /** The arm of the next trial; empty when the search is over. */
    Optional<Arm> next() {
        if (round.isEmpty()) {
            List<Arm> open = new ArrayList<>(subjects.keySet());
            open.removeIf(subject -> trial(subject).isEmpty());
            // Other draws than those of the blocks' order.
            Collections.shuffle(open, BlockOrder.random(~plan.request().seed(), ++rounds));
            round.addAll(open);
        }
        return round.isEmpty() ? Optional.empty() : trial(round.poll());
    }

    /** What the next trials would be of arms whose search is not over, but for one. */
    List<Arm> unfinished(Arm but) {
        return subjects.keySet().stream()
                .flatMap(subject -> trial(subject).stream())
                .filter(arm -> !arm.equals(but))
                .toList();
    }

    private Optional<Arm> trial(Arm subject) {
        SaturationSearch search = subjects.get(subject).search;
        if (search == null) {
            return Optional.of(new Arm(
                    Benchmarks.saturating().name(),
                    subject.cell(),
                    subject.workload().withoutRate(),
                    false));
        }
        OptionalInt rate = search.next();
        return rate.isEmpty()
                ? Optional.empty()
                : Optional.of(new Arm(
                        subject.benchmark(), subject.cell(), subject.workload().withRate(rate.getAsInt()), false));
    }

    /** Errors: {@link IllegalArgumentException} in one line when it is not of this search. */
    void saw(SearchTrial trial) {
        Arm subject = subjectOf(trial);
        Subject of = subjects.get(subject);
        if (trial.rate().isPresent()) {
            if (of.search == null) {
                of.search = rates.search(plan, subject, trial.rate().getAsInt());
            }
            of.search.saw(trial.rate().getAsInt(), trial.sustained());
        } else if (of.search == null) {
            int own = subject.workload().rate().orElseThrow();
            of.search = rates.search(
                    plan, subject, (int) Math.max(1, trial.flatOut().orElse(own) * FIRST_SHARE));
        }
    }

    private Arm subjectOf(SearchTrial trial) {
        Arm searched = trial.subject();
        return subjects.keySet().stream()
                .filter(subject -> subject.cell().equals(searched.cell())
                        && subject.workload().withoutRate().equals(searched.workload())
                        && (trial.rate().isPresent()
                                ? subject.benchmark().equals(searched.benchmark())
                                : SearchTrial.beginsFlatOut(subject)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        searched.benchmark() + " " + searched.label() + " is in the journal's search for rates and not"
                                + " in the plan; allowed is a journal of this run alone"));
    }

    /** What is known of the arm that a trial was about. */
    RateTally tally(SearchTrial trial) {
        return subjects.get(subjectOf(trial)).search.tally();
    }

    /** Whether the search of the arm that a trial was about has ended. */
    boolean over(SearchTrial trial) {
        return trial(subjectOf(trial)).isEmpty();
    }

    /** Arms that the search is about, at the rates of the benchmarks. */
    List<Arm> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Of a search that is over: records/s by subject. */
    Map<Arm, OptionalInt> sustainable() {
        Map<Arm, OptionalInt> sustainable = new LinkedHashMap<>();
        subjects.forEach((subject, of) -> sustainable.put(
                subject,
                of.search == null ? OptionalInt.empty() : of.search.tally().sustainable()));
        return sustainable;
    }

    /** Of a search that is over: the plan with the arms that follow from it. */
    RunPlan found() {
        return rates.found(plan, sustainable());
    }
}
