package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Steps;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.FixedWidth;
import org.guaranteebench.stats.PairedRatio;

/** How well a run knows its throughput ratios from rung to rung so far. Pairs are formed as in the report. One thread. */
final class LadderSteps {
    static final String BENCHMARK = "ProduceThroughput";

    private static final String METRIC = "throughput";

    private record Step(Arm arm, Arm below) {
        String label() {
            return arm.label() + " / " + below.label();
        }
    }

    /** Where a trial stands: only trials of one block on one start of the brokers are compared. */
    private record Place(int block, int incarnation) {}

    /**
     * The step that is known worst.
     *
     * @param pairs blocks in which both of its arms were measured
     * @param halfWidth of the log-ratio's interval; infinite while there is none
     * @param fewestPairs of any step
     */
    record Widest(String label, int pairs, double halfWidth, int fewestPairs) {}

    private record Known(String label, int pairs, double halfWidth) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<Arm, Map<Place, Double>> values = new HashMap<>();

    LadderSteps(List<Arm> arms) {
        for (Arm arm : arms) {
            List<Arm> comparable = arms.stream()
                    .filter(other -> other.benchmark().equals(BENCHMARK)
                            && other.workload().equals(arm.workload()))
                    .toList();
            if (comparable.contains(arm) && !arm.control()) {
                Steps.below(arm, comparable).ifPresent(below -> steps.add(new Step(arm, below)));
            }
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What was not measured, or is no step's, changes nothing. */
    void add(Trial trial) {
        if (trial.status() == Status.OK && trial.benchmark().equals(BENCHMARK)) {
            trial.value(METRIC)
                    .ifPresent(value -> values.computeIfAbsent(trial.arm(), arm -> new HashMap<>())
                            .put(new Place(trial.block(), trial.incarnation()), value));
        }
    }

    /**
     * Of the steps between arms that were measured at all: one whose arm always fails would never be known, and is among the
     * {@link #unknowable} ones. Empty when there is no pair of any.
     */
    Optional<Widest> widest() {
        List<Known> known = steps.stream()
                .filter(step -> measured(step.arm) && measured(step.below))
                .map(this::known)
                .toList();
        if (known.stream().allMatch(step -> step.pairs == 0)) {
            return Optional.empty();
        }
        int fewest = known.stream().mapToInt(Known::pairs).min().orElse(0);
        return known.stream()
                .max(Comparator.comparingDouble(Known::halfWidth))
                .map(step -> new Widest(step.label, step.pairs, step.halfWidth, fewest));
    }

    /** Arms of steps of which no trial was measured so far, by label. */
    List<String> neverMeasured() {
        return steps.stream()
                .flatMap(step -> Stream.of(step.below, step.arm))
                .filter(arm -> !measured(arm))
                .map(Arm::label)
                .distinct()
                .toList();
    }

    /** The steps that begin or end at one of these, as {@link Widest#label}. */
    List<String> unknowable() {
        return steps.stream()
                .filter(step -> !measured(step.arm) || !measured(step.below))
                .map(Step::label)
                .distinct()
                .toList();
    }

    private boolean measured(Arm arm) {
        return values.containsKey(arm);
    }

    private Known known(Step step) {
        Map<Place, Double> above = values.getOrDefault(step.arm, Map.of());
        Map<Place, Double> below = values.getOrDefault(step.below, Map.of());
        List<Place> places = above.keySet().stream()
                .filter(place -> below.containsKey(place) && above.get(place) > 0 && below.get(place) > 0)
                .toList();
        PairedRatio ratio = FixedWidth.ratio(
                places.stream().mapToDouble(above::get).toArray(),
                places.stream().mapToDouble(below::get).toArray());
        return new Known(
                step.label(), places.size(), ratio.hasInterval() ? ratio.halfWidth() : Double.POSITIVE_INFINITY);
    }
}
