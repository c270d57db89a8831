package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
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
 */
record Saturation(Arm arm, RateTally tally, OptionalDouble flatOut, int trials, List<String> failures) {

    /** Of each arm that was searched, in the order of the tables. */
    static List<Saturation> of(List<Trial> trials) {
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
                    if (arm.cell().equals(trial.subject().cell())
                            && arm.workload().equals(trial.subject().workload())) {
                        of.add(trial);
                    }
                }));
        return byArm.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(ArmOrder.by(Saturation::arm))
                .toList();
    }

    private static Saturation of(Arm arm, List<SearchTrial> trials) {
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
                        .toList());
    }

    /** Records/s. */
    OptionalInt sustainable() {
        return tally.sustainable();
    }

    /** What it does not say, and why; empty where it says everything. */
    String reason() {
        if (sustainable().isEmpty()) {
            return "no rate that was tried was sustained"
                    + (failures.isEmpty() ? "" : ", such as: " + failures.get(failures.size() - 1));
        }
        return tally.exceeded().isEmpty() ? "no higher rate was tried" : "";
    }

    /** Whether the arm, at some rate, is one that this search was about. */
    boolean isOf(Arm other) {
        return other.benchmark().equals(arm.benchmark())
                && other.cell().equals(arm.cell())
                && other.workload().withoutRate().equals(arm.workload());
    }
}
