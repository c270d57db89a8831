package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.report.Columns.Column;

/**
 * What each rung of a ladder adds to the one below it: {@code comparison=step} of {@code costs.csv}, with the columns of
 * the ladder.
 *
 * @param steps from weak to strong; of transactions a second one, until their records are committed
 */
record StepCosts(List<Step> steps) {
    /** A list of more is looked up in the file and not read. */
    static final int MOST = 8;

    /**
     * @param further whether it goes on about the step above: until its records are committed
     * @param figures one per column of the ladder
     * @param verdict what may be quoted; empty where nothing can be said
     */
    record Step(String name, String below, boolean further, List<Ladder.Figure> figures, String verdict) {}

    static StepCosts of(Analysis analysis, Ladder ladder) {
        Map<Arm, Map<String, Analysis.Comparison>> found = new LinkedHashMap<>();
        analysis.comparisons().stream()
                .filter(Analysis.Comparison::step)
                .forEach(c -> found.computeIfAbsent(c.arm(), arm -> new LinkedHashMap<>())
                        .put(c.metric(), c));
        CellRows.Comparisons against = (arm, metric) ->
                Optional.ofNullable(found.getOrDefault(arm, Map.of()).get(metric));
        CellRows rows = new CellRows(analysis, ladder.sheet());
        List<Step> steps = new ArrayList<>();
        for (Ladder.Rung rung : ladder.rungs()) {
            List<Arm> arms = ladder.sheet().arms().stream()
                    .filter(arm -> !arm.control() && arm.cell().equals(rung.cell()))
                    .toList();
            List<Ladder.Figure> figures = rung.figures().stream()
                    .map(figure ->
                            new Ladder.Figure(figure.column(), figure.result(), first(arms, figure.column(), against)))
                    .toList();
            figures.stream()
                    .flatMap(figure -> figure.comparison().stream())
                    .findFirst()
                    .ifPresent(c -> steps.add(new Step(
                            rung.name(),
                            c.baseline().label(),
                            rung.further(),
                            figures,
                            rung.further() ? "" : rows.steps(rung.cell(), arms, against))));
        }
        return new StepCosts(List.copyOf(steps));
    }

    private static Optional<Analysis.Comparison> first(List<Arm> arms, Column column, CellRows.Comparisons against) {
        return arms.stream()
                .flatMap(arm -> against.of(arm, column.metric()).stream())
                .findFirst();
    }

    /** {@code all-isr over leader-ack: throughput costs 26 % (17–43 %)}. */
    List<String> sentences() {
        return steps.stream()
                .filter(step -> !step.verdict().isEmpty())
                .map(step -> step.name() + " over " + step.below() + ": " + step.verdict())
                .toList();
    }
}
