package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.RateTally;

/**
 * What an arm sustains, from the trials that a run made to find out.
 *
 * @param arm without a rate
 * @param tally of its trials at rates
 * @param flatOut records/s of the closed loop that its search began with; empty without one
 * @param trials all of its search
 * @param failures reasons of those that ended without figures
 * @param cutShort whether the search ended before it was over: then its trials say nothing yet
 */
record Saturation(
        Arm arm, RateTally tally, OptionalDouble flatOut, int trials, List<String> failures, boolean cutShort) {

    /** Of each arm that was searched, in the order of the tables. */
    static List<Saturation> of(Analysis analysis) {
        List<Trial> trials = analysis.trials();
        boolean cutShort = cutShort(analysis);
        Map<Arm, List<SearchTrial>> byArm = new LinkedHashMap<>();
        List<SearchTrial> searched = SearchTrial.of(trials);
        searched.stream()
                .filter(trial -> trial.rate().isPresent())
                .forEach(trial -> byArm.computeIfAbsent(trial.subject(), arm -> new ArrayList<>())
                        .add(trial));
        // The closed loop is another benchmark's.
        searched.stream()
                .filter(trial -> trial.rate().isEmpty())
                .forEach(trial -> byArm.forEach((arm, of) -> {
                    if (SearchTrial.beginsFlatOut(arm)
                            && arm.cell().equals(trial.subject().cell())
                            && arm.workload().equals(trial.subject().workload())) {
                        of.add(trial);
                    }
                }));
        return byArm.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), cutShort))
                .sorted(ArmOrder.by(Saturation::arm))
                .toList();
    }

    /** Interrupted, or killed before any block: a search that found nothing has at least come to its end. */
    private static boolean cutShort(Analysis analysis) {
        return analysis.trials().stream().anyMatch(t -> t.block() == 0 && t.status() == Status.INTERRUPTED)
                || analysis.info().finished().isEmpty()
                        && analysis.trials().stream().noneMatch(t -> t.block() > 0);
    }

    private static Saturation of(Arm arm, List<SearchTrial> trials, boolean cutShort) {
        RateTally tally = new RateTally();
        trials.stream()
                .filter(trial -> trial.rate().isPresent())
                .forEach(trial -> tally.saw(trial.rate().getAsInt(), trial.sustained()));
        return new Saturation(
                arm,
                tally,
                trials.stream()
                        .map(SearchTrial::flatOut)
                        .filter(OptionalDouble::isPresent)
                        .findFirst()
                        .orElse(OptionalDouble.empty()),
                trials.size(),
                trials.stream()
                        .filter(SearchTrial::failed)
                        .map(trial -> trial.trial().reason())
                        .toList(),
                cutShort);
    }

    /** Those of one benchmark and load together: a table, or a chart. */
    static List<List<Saturation>> byLoad(List<Saturation> saturations) {
        return List.copyOf(saturations.stream()
                .collect(Collectors.groupingBy(
                        s -> List.of(s.arm().benchmark(), s.arm().workload()), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    /** Records/s. */
    OptionalInt sustainable() {
        return cutShort ? OptionalInt.empty() : tally.sustainable();
    }

    /** Records/s. */
    OptionalInt exceeded() {
        return cutShort ? OptionalInt.empty() : tally.exceeded();
    }

    /** What it does not say, and why; empty where it says everything. */
    String reason() {
        if (cutShort) {
            return "its search was cut short";
        }
        if (sustainable().isEmpty()) {
            return "no rate was sustained in most of its trials"
                    + (failures.isEmpty() ? "" : ", such as: " + failures.get(failures.size() - 1));
        }
        return exceeded().isEmpty() ? "no rate was found that it does not sustain" : "";
    }

    /** What must be said beside it, a line each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!reason().isEmpty()) {
            notes.add(reason());
        }
        if (!failures.isEmpty()) {
            notes.add(failures.size() + " of " + trials + " trials of its search failed, such as: " + failures.get(0));
        }
        return notes;
    }

    /** Whether the arm, at some rate, is one that this search was about. */
    boolean isOf(Arm other) {
        return other.benchmark().equals(arm.benchmark())
                && other.cell().equals(arm.cell())
                && other.workload().withoutRate().equals(arm.workload());
    }
}
