package org.guaranteebench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.PairedRatio;

/** {@code trials.csv}, {@code results.csv} and {@code costs.csv}. Their columns are a contract: docs/FORMATS.md. */
public final class Tables {
    private Tables() {}

    public static void write(Analysis analysis, RunFolder folder) throws IOException {
        Optional<Rejection> rejection = Rejection.of(analysis);
        List<String> cell = Csv.cellColumns(
                analysis.trials().stream().map(Trial::arm).distinct().toList());
        Csv.write(
                folder.trialsCsv(),
                trialColumns(cell, rejection.isPresent()),
                analysis.trials().stream().flatMap(trial -> trialRows(trial, rejection)));
        Csv.write(
                folder.resultsCsv(),
                columns(List.of("run"), cell, List.of("metric", "unit", "n", "median", "ci_low", "ci_high", "arm")),
                resultRows(analysis));
        Csv.write(
                folder.costsCsv(),
                columns(List.of("run"), cell, costColumns(rejection.isPresent())),
                costRows(analysis, rejection));
        Variance.of(analysis).write(folder);
        CurveTables.write(analysis, folder);
    }

    private static List<String> costColumns(boolean rejection) {
        return columns(
                List.of(
                        "baseline",
                        "metric",
                        "ratio",
                        "ci_low",
                        "ci_high",
                        "n",
                        "method",
                        "verdict",
                        "arm",
                        "comparison",
                        "p",
                        "p_holm",
                        "mean_ratio",
                        "mean_low",
                        "mean_high"),
                List.of(),
                rejection ? List.of("kept_n", "kept_ratio", "kept_ci_low", "kept_ci_high", "kept_verdict") : List.of());
    }

    private static List<String> trialColumns(List<String> cell, boolean rejection) {
        return columns(
                List.of("run", "block", "position"),
                cell,
                columns(
                        List.of(
                                "metric",
                                "unit",
                                "value",
                                "status",
                                "reason",
                                "arm",
                                "incarnation",
                                "started",
                                "flags"),
                        List.of(),
                        rejection ? List.of("left_out") : List.of()));
    }

    private static List<String> columns(List<String> before, List<String> cell, List<String> after) {
        List<String> columns = new ArrayList<>(before);
        columns.addAll(cell);
        columns.addAll(after);
        return columns;
    }

    /** A trial without metrics still has its row: what was planned and not measured must be seen. */
    private static Stream<Map<String, String>> trialRows(Trial trial, Optional<Rejection> rejection) {
        Map<String, String> common = new LinkedHashMap<>();
        common.put("run", trial.run());
        common.put("block", Integer.toString(trial.block()));
        common.put("position", Integer.toString(trial.position()));
        common.putAll(Csv.cell(trial.arm()));
        common.put("status", trial.status().toString());
        common.put("reason", trial.reason());
        common.put("incarnation", Integer.toString(trial.incarnation()));
        common.put("started", trial.started());
        common.put("flags", trial.flags().stream().map(Flag::code).collect(Collectors.joining(" ")));
        rejection.flatMap(r -> r.reason(trial)).ifPresent(reason -> common.put("left_out", reason));
        return trial.metrics().isEmpty()
                ? Stream.of(common)
                : trial.metrics().stream().map(metric -> {
                    Map<String, String> row = new LinkedHashMap<>(common);
                    row.put("metric", metric.name());
                    row.put("unit", metric.unit());
                    row.put("value", Csv.number(metric.value()));
                    return row;
                });
    }

    private static List<Map<String, String>> resultRows(Analysis analysis) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Analysis.CellResult result : analysis.results()) {
            Map<String, String> row = row(analysis, result.arm(), result.metric());
            row.put("unit", result.unit());
            row.put("n", Integer.toString(result.interval().n()));
            row.put("median", Csv.number(result.interval().median()));
            row.put("ci_low", Csv.number(result.interval().low()));
            row.put("ci_high", Csv.number(result.interval().high()));
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, String>> costRows(Analysis analysis, Optional<Rejection> rejection) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Analysis.Comparison comparison : analysis.comparisons()) {
            PairedRatio effect = comparison.effect();
            Map<String, String> row = row(analysis, comparison.arm(), comparison.metric());
            row.put("baseline", comparison.baseline().label());
            row.put("ratio", Csv.number(effect.ratio()));
            row.put("ci_low", Csv.number(effect.low()));
            row.put("ci_high", Csv.number(effect.high()));
            row.put("n", Integer.toString(effect.n()));
            row.put("method", Analysis.METHOD);
            row.put("verdict", comparison.verdict());
            row.put("comparison", kind(comparison));
            row.put("p", Csv.number(effect.p()));
            row.put("p_holm", Csv.number(comparison.adjustedP()));
            row.put("mean_ratio", Csv.number(effect.meanRatio()));
            row.put("mean_low", Csv.number(effect.meanLow()));
            row.put("mean_high", Csv.number(effect.meanHigh()));
            rejection.flatMap(r -> r.kept(comparison)).ifPresent(kept -> {
                row.put("kept_n", Integer.toString(kept.effect().n()));
                row.put("kept_ratio", Csv.number(kept.effect().ratio()));
                row.put("kept_ci_low", Csv.number(kept.effect().low()));
                row.put("kept_ci_high", Csv.number(kept.effect().high()));
                row.put("kept_verdict", kept.verdict());
            });
            rows.add(row);
        }
        return rows;
    }

    static String kind(Analysis.Comparison comparison) {
        return comparison.arm().control() ? "control" : comparison.step() ? "step" : "baseline";
    }

    private static Map<String, String> row(Analysis analysis, Arm arm, String metric) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", analysis.info().run());
        row.putAll(Csv.cell(arm));
        row.put("metric", metric);
        return row;
    }
}
