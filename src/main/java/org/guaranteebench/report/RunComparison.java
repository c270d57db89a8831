package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.Holm;
import org.guaranteebench.stats.MedianInterval;
import org.guaranteebench.stats.UnpairedRatio;
import org.guaranteebench.stats.Verdict;

/**
 * The same cells in two runs, A and B: all figures that {@code compare} shows, as ratios B ÷ A.
 *
 * <p>Nothing pairs a trial of one run with a trial of another, so the two samples of a cell are independent. The cells of
 * one benchmark and workload are a family per metric and question for Holm's correction. The A/A arm's values are as
 * good as any; its costs are a control and belong to no family.
 */
public final class RunComparison {
    static final String METHOD = "hodges-lehmann, exact rank-sum 95 %, holm";

    /** What is asked of a cell and a metric. */
    enum Question {
        /** Has what was measured changed? */
        VALUE,
        /** Has its ratio to the run's baseline changed, formed within blocks? */
        COST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param unit of the two medians; costs have none
     * @param a the sample of run A, values or costs
     * @param adjustedP after Holm; NaN without an interval
     */
    record Row(
            Question question,
            Arm arm,
            String metric,
            String unit,
            MedianInterval a,
            MedianInterval b,
            UnpairedRatio effect,
            double adjustedP,
            String verdict) {

        /** Whether it shows the size of no difference between costs. */
        boolean control() {
            return question == Question.COST && arm.control();
        }
    }

    private final Analysis a;
    private final Analysis b;
    private final List<Row> rows = new ArrayList<>();

    /** Errors: {@link IllegalArgumentException} in one line when it is one run twice or they have no cell in common. */
    public RunComparison(Analysis a, Analysis b) {
        this.a = a;
        this.b = b;
        if (a.info().run().equals(b.info().run())) {
            throw new IllegalArgumentException(
                    "RUN_A and RUN_B are the same run, " + a.info().run());
        }
        if (common().isEmpty()) {
            CellNames names = cellNames();
            throw new IllegalArgumentException(
                    "no cell is in both runs; A has " + names.of(a.arms()) + "; B has " + names.of(b.arms()));
        }
        Map<List<Object>, List<Arm>> groups = common().stream()
                .collect(Collectors.groupingBy(
                        arm -> List.of(arm.benchmark(), arm.workload()), LinkedHashMap::new, Collectors.toList()));
        groups.values().forEach(arms -> compare(Question.VALUE, arms));
        groups.values().stream()
                .filter(arms -> sameBaseline(arms.get(0).benchmark()))
                .forEach(arms -> compare(Question.COST, arms));
    }

    Analysis a() {
        return a;
    }

    Analysis b() {
        return b;
    }

    /** Values first, then costs; within each by workload and metric, cells from weak to strong. */
    List<Row> rows() {
        return rows;
    }

    Optional<Row> row(Question question, Arm arm, String metric) {
        return rows.stream()
                .filter(r -> r.question() == question
                        && r.arm().equals(arm)
                        && r.metric().equals(metric))
                .findFirst();
    }

    /** Costs are comparable only as ratios to the same cell. */
    private boolean sameBaseline(String benchmark) {
        return a.baselineCell(benchmark).equals(b.baselineCell(benchmark));
    }

    /** Benchmarks in both runs whose costs can be compared. */
    List<String> comparable() {
        return benchmarks().filter(this::sameBaseline).toList();
    }

    /** Benchmarks in both runs whose costs are ratios to one cell in A and to another in B. */
    List<String> incomparable() {
        return benchmarks().filter(benchmark -> !sameBaseline(benchmark)).toList();
    }

    /** The cells that costs of these benchmarks are ratios to in {@code run}, in words. */
    static String baselines(Analysis run, List<String> benchmarks) {
        return benchmarks.stream()
                .map(benchmark -> run.baselineCell(benchmark).arm())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private Stream<String> benchmarks() {
        return common().stream().map(Arm::benchmark).distinct();
    }

    /** Measured in both runs: same benchmark, guarantees and workload. */
    List<Arm> common() {
        return a.arms().stream().filter(b.arms()::contains).toList();
    }

    List<Arm> onlyInA() {
        return a.arms().stream().filter(arm -> !b.arms().contains(arm)).toList();
    }

    List<Arm> onlyInB() {
        return b.arms().stream().filter(arm -> !a.arms().contains(arm)).toList();
    }

    /** Begun in a run, or still to come when it was stopped, and never measured in either. */
    List<Arm> inNeither() {
        return Stream.of(a, b)
                .flatMap(run -> run.trials().stream())
                .filter(t -> t.block() > 0)
                .filter(t -> t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                .map(Trial::arm)
                .distinct()
                .filter(arm -> !a.arms().contains(arm) && !b.arms().contains(arm))
                .toList();
    }

    CellNames cellNames() {
        Set<Arm> all = new LinkedHashSet<>(a.arms());
        all.addAll(b.arms());
        all.addAll(inNeither());
        return new CellNames(all);
    }

    private void compare(Question question, List<Arm> arms) {
        Map<String, String> units = new LinkedHashMap<>();
        Stream.of(a, b)
                .flatMap(run -> run.results().stream())
                .filter(r -> arms.contains(r.arm()) && Metrics.comparable(r.metric()))
                .forEach(r -> units.putIfAbsent(r.metric(), r.unit()));
        units.forEach((metric, unit) -> rows.addAll(judged(arms.stream()
                .filter(arm -> asked(question, arm, metric))
                .map(arm -> unjudged(question, arm, metric, question == Question.VALUE ? unit : "1"))
                .toList())));
    }

    /** Without transactions there is no commit to compare, and the baseline's cost is 1 by definition. */
    private boolean asked(Question question, Arm arm, String metric) {
        return has(arm, metric) && (question == Question.VALUE || !a.isBaseline(arm) && has(a.baselineOf(arm), metric));
    }

    private boolean has(Arm arm, String metric) {
        return Stream.of(a, b).anyMatch(run -> run.result(arm, metric).isPresent());
    }

    /** Verdict and correction need the whole family. */
    private Row unjudged(Question question, Arm arm, String metric, String unit) {
        double[] ofA = sample(question, a, arm, metric);
        double[] ofB = sample(question, b, arm, metric);
        boolean positive =
                Stream.of(ofA, ofB).flatMapToDouble(Arrays::stream).allMatch(v -> v > 0 && Double.isFinite(v));
        UnpairedRatio effect = positive ? UnpairedRatio.of(ofA, ofB) : UnpairedRatio.of(new double[0], new double[0]);
        String verdict = ofA.length == 0 || ofB.length == 0
                ? "not measured in " + (ofA.length > 0 ? "B" : ofB.length > 0 ? "A" : "either run")
                        + (question == Question.VALUE ? "" : " beside the baseline")
                : positive ? meaningless(question, arm) : "not comparable (a value is 0)";
        return new Row(
                question,
                arm,
                metric,
                unit,
                MedianInterval.of(ofA),
                MedianInterval.of(ofB),
                effect,
                Double.NaN,
                verdict);
    }

    private static double[] sample(Question question, Analysis run, Arm arm, String metric) {
        return switch (question) {
            case VALUE -> run.values(arm, metric);
            case COST ->
                run.pairs(arm, run.baselineOf(arm), metric).stream()
                        .mapToDouble(pair -> pair[0] / pair[1])
                        .toArray();
        };
    }

    /** Empty when both runs carried the load. */
    private String meaningless(Question question, Arm arm) {
        List<Arm> involved = question == Question.VALUE ? List.of(arm) : List.of(arm, a.baselineOf(arm));
        return Stream.concat(
                        involved.stream()
                                .flatMap(of -> a.meaningless(of).stream().map(why -> "A: " + why)),
                        involved.stream()
                                .flatMap(of -> b.meaningless(of).stream().map(why -> "B: " + why)))
                .findFirst()
                .map(why -> "not comparable (" + why + ")")
                .orElse("");
    }

    private static List<Row> judged(List<Row> family) {
        double[] adjusted = Holm.adjust(family.stream()
                .mapToDouble(r -> r.control() ? Double.NaN : r.effect().p())
                .toArray());
        List<Row> judged = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            Row r = family.get(i);
            double p = r.control() ? r.effect().p() : adjusted[i];
            // Between two runs nothing is a cost or a gain: one is higher than the other.
            String verdict = r.verdict().isEmpty() ? Verdict.of(r.effect(), p, Verdict.Better.NEITHER) : r.verdict();
            judged.add(new Row(r.question(), r.arm(), r.metric(), r.unit(), r.a(), r.b(), r.effect(), p, verdict));
        }
        return judged;
    }
}
