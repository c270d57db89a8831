package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Steps;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.FixedWidth;
import org.guaranteebench.stats.Holm;
import org.guaranteebench.stats.MedianInterval;
import org.guaranteebench.stats.PairedRatio;
import org.guaranteebench.stats.Verdict;

/**
 * All figures that are derived from a run's trials.
 *
 * <p>Ratios are formed within blocks, and only between trials on the same incarnation of the cluster. Each arm is
 * compared with the run's baseline and, as a step, with the rung below it; each of the two is a family of its own per
 * metric for Holm's correction, or several where arms answer several questions. The A/A arm is a control and belongs to no family.
 */
public final class Analysis {
    static final String METHOD = "hodges-lehmann, exact signed-rank 95 %, holm";

    /** Flags that take the meaning from a ratio, and what they say of an arm. */
    private static final Map<String, String> MEANINGLESS =
            Map.of("rate-not-sustained", "did not sustain the rate", "at-cap", "was held back by --max-rate");

    /** One cell's metric over all its trials. */
    public record CellResult(Arm arm, String metric, String unit, MedianInterval interval) {}

    /**
     * @param step whether the baseline is the rung below and not the run's baseline
     * @param adjustedP after Holm; NaN without an interval
     */
    public record Comparison(
            Arm arm, Arm baseline, boolean step, String metric, PairedRatio effect, double adjustedP, String verdict) {}

    private final RunInfo info;
    private final List<Trial> trials;
    private final Map<Arm, ArmTrials> byArm;
    private final List<CellResult> results = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();

    /** By metric; asked for every cell of every table, and a run may have thousands of each. */
    private final Map<Arm, Map<String, CellResult>> resultOf = new HashMap<>();

    private final Map<Arm, Map<String, Comparison>> comparisonOf = new HashMap<>();

    public Analysis(RunInfo info, List<Trial> trials) {
        this.info = info;
        this.trials = Preemptions.flagged(trials);
        this.byArm = measured(this.trials);
        byArm.forEach(this::summarise);
        Map<List<Object>, List<Arm>> groups = byArm.keySet().stream()
                .collect(Collectors.groupingBy(
                        arm -> List.of(arm.benchmark(), arm.workload()), LinkedHashMap::new, Collectors.toList()));
        groups.values().forEach(this::compare);
        for (CellResult r : results) {
            resultOf.computeIfAbsent(r.arm(), a -> new HashMap<>()).putIfAbsent(r.metric(), r);
        }
        for (Comparison c : comparisons) {
            if (!c.step()) {
                comparisonOf.computeIfAbsent(c.arm(), a -> new HashMap<>()).putIfAbsent(c.metric(), c);
            }
        }
    }

    public RunInfo info() {
        return info;
    }

    public List<Trial> trials() {
        return trials;
    }

    public List<CellResult> results() {
        return results;
    }

    public List<Comparison> comparisons() {
        return comparisons;
    }

    /** With at least one OK trial; closed loop first, arms from weak to strong, the control after its twin. */
    public List<Arm> arms() {
        return List.copyOf(byArm.keySet());
    }

    /** The arm's OK trials. */
    List<Trial> measured(Arm arm) {
        return of(arm).trials();
    }

    /** Of the arm's OK trials, those that have the metric. */
    double[] values(Arm arm, String metric) {
        return of(arm).values(metric);
    }

    private ArmTrials of(Arm arm) {
        return byArm.getOrDefault(arm, ArmTrials.NONE);
    }

    /** The arm's value and the baseline's, from each block in which both were measured on one incarnation. */
    List<double[]> pairs(Arm arm, Arm baseline, String metric) {
        return of(arm).pairs(of(baseline), metric);
    }

    /**
     * Why no ratio of this arm means anything. Under a load that was not carried a latency says how long the trial was,
     * and cost per record is idling; under the user's cap a throughput says how high the cap was.
     */
    Optional<String> meaningless(Arm arm) {
        List<Trial> of = measured(arm);
        for (Map.Entry<String, String> reason : MEANINGLESS.entrySet()) {
            long flagged = of.stream()
                    .filter(t -> t.flags().stream().anyMatch(f -> f.code().equals(reason.getKey())))
                    .count();
            if (flagged > 0) {
                return Optional.of(
                        arm.label() + " " + reason.getValue() + " in " + flagged + " of " + of.size() + " trials");
            }
        }
        return Optional.empty();
    }

    Optional<CellResult> result(Arm arm, String metric) {
        return Optional.ofNullable(resultOf.getOrDefault(arm, Map.of()).get(metric));
    }

    /** Against the run's baseline. */
    Optional<Comparison> comparison(Arm arm, String metric) {
        return Optional.ofNullable(comparisonOf.getOrDefault(arm, Map.of()).get(metric));
    }

    boolean isBaseline(Arm arm) {
        return !arm.control() && arm.cell().equals(baselineCell(arm.benchmark()));
    }

    /** The arm that costs of {@code arm} are ratios to, whether it was measured or not. */
    Arm baselineOf(Arm arm) {
        return new Arm(arm.benchmark(), baselineCell(arm.benchmark()), arm.workload(), false);
    }

    Cell baselineCell(String benchmark) {
        return info.baselineOf(benchmark);
    }

    private static Map<Arm, ArmTrials> measured(List<Trial> trials) {
        Map<Arm, List<Trial>> byArm = trials.stream()
                .filter(t -> t.status() == Status.OK)
                .collect(Collectors.groupingBy(Trial::arm, LinkedHashMap::new, Collectors.toList()));
        List<String> benchmarks =
                byArm.keySet().stream().map(Arm::benchmark).distinct().sorted().toList();
        List<Arm> order = new ArrayList<>(byArm.keySet());
        order.sort(Comparator.comparing((Arm arm) -> -benchmarks.indexOf(arm.benchmark()))
                .thenComparing(arm -> arm.workload().values().toString())
                .thenComparing(Arm::cell)
                .thenComparing(Arm::control));
        Map<Arm, ArmTrials> sorted = new LinkedHashMap<>();
        order.forEach(arm -> sorted.put(arm, new ArmTrials(byArm.get(arm))));
        return sorted;
    }

    private void summarise(Arm arm, ArmTrials of) {
        of.units()
                .forEach((metric, unit) ->
                        results.add(new CellResult(arm, metric, unit, MedianInterval.of(of.values(metric)))));
    }

    private void compare(List<Arm> arms) {
        Set<String> metrics = new LinkedHashSet<>();
        arms.forEach(arm -> byArm.get(arm).units().keySet().stream()
                .filter(Metrics::comparable)
                .forEach(metrics::add));
        for (String metric : metrics) {
            compare(
                    metric,
                    arms.stream()
                            .filter(arm -> byArm.get(arm).units().containsKey(metric))
                            .toList());
        }
    }

    /** {@code arms} have the metric: without transactions there is no commit to compare. */
    private void compare(String metric, List<Arm> arms) {
        Optional<Arm> baseline = arms.stream().filter(this::isBaseline).findFirst();
        List<Comparison> family = new ArrayList<>();
        List<Comparison> steps = new ArrayList<>();
        for (Arm arm : arms) {
            if (arm.control()) {
                baseline.ifPresent(b -> comparisons.addAll(judged(List.of(pair(arm, b, false, metric)))));
            } else {
                if (baseline.isPresent() && !isBaseline(arm)) {
                    family.add(pair(arm, baseline.get(), false, metric));
                }
                Steps.below(arm, arms).ifPresent(lower -> steps.add(pair(arm, lower, true, metric)));
            }
        }
        family.stream()
                .collect(Collectors.groupingBy(Analysis::question, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(of -> comparisons.addAll(judged(of)));
        comparisons.addAll(judged(steps));
    }

    /**
     * A family for Holm's correction are the comparisons that answer one question. Arms that read a written log answer
     * several: what the log holds and the isolation level, how positions are committed, which protocol the group has.
     */
    private static String question(Comparison c) {
        Treatment arm = c.arm().cell().treatment();
        Treatment baseline = c.baseline().cell().treatment();
        if (!arm.readsPreparedLog()) {
            return "";
        }
        return !arm.commit().equals(baseline.commit())
                ? Parameter.COMMIT.spelling()
                : !arm.groupProtocol().equals(baseline.groupProtocol())
                        ? Parameter.GROUP_PROTOCOL.spelling()
                        : Parameter.LOG.spelling();
    }

    /** Unjudged: verdict and correction need the whole family. */
    private Comparison pair(Arm arm, Arm baseline, boolean step, String metric) {
        List<double[]> pairs = pairs(arm, baseline, metric);
        boolean positive = pairs.stream().allMatch(p -> p[0] > 0 && p[1] > 0);
        PairedRatio effect = positive
                ? effect(
                        pairs.stream().mapToDouble(p -> p[0]).toArray(),
                        pairs.stream().mapToDouble(p -> p[1]).toArray())
                : effect(new double[0], new double[0]);
        String verdict =
                pairs.isEmpty() ? "not measured in both arms" : positive ? "" : "not comparable (a value is 0)";
        return new Comparison(arm, baseline, step, metric, effect, Double.NaN, verdict);
    }

    private PairedRatio effect(double[] arm, double[] baseline) {
        return info.stopping().isPresent() ? FixedWidth.ratio(arm, baseline) : PairedRatio.of(arm, baseline);
    }

    private List<Comparison> judged(List<Comparison> family) {
        double[] adjusted =
                Holm.adjust(family.stream().mapToDouble(c -> c.effect().p()).toArray());
        List<Comparison> judged = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            Comparison c = family.get(i);
            String verdict = !c.verdict().isEmpty()
                    ? c.verdict()
                    : meaningless(c).orElse(Verdict.of(c.effect(), adjusted[i], Metrics.better(c.metric())));
            judged.add(new Comparison(c.arm(), c.baseline(), c.step(), c.metric(), c.effect(), adjusted[i], verdict));
        }
        return judged;
    }

    private Optional<String> meaningless(Comparison c) {
        return Stream.of(c.arm(), c.baseline())
                .flatMap(arm -> meaningless(arm).stream())
                .findFirst()
                .map(why -> "not comparable (" + why + ")");
    }
}
