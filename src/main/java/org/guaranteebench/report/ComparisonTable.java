package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a comparison of two runs as CSV. The columns are a contract: docs/FORMATS.md. */
public final class ComparisonTable {
    private ComparisonTable() {}

    /** Errors: {@link IOException} when {@code file} cannot be written; nothing is left of it then. */
    public static void write(RunComparison comparison, Path file) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run_a", "run_b", "comparison"));
        columns.addAll(Csv.cellColumns(comparison.common()));
        columns.addAll(List.of(
                "arm",
                "metric",
                "unit",
                "n_a",
                "n_b",
                "median_a",
                "median_b",
                "ratio",
                "ci_low",
                "ci_high",
                "p",
                "p_holm",
                "method",
                "verdict"));
        Csv.write(
                file,
                columns,
                comparison.rows().stream().map(row -> row(comparison, row)).toList());
    }

    private static Map<String, String> row(RunComparison comparison, RunComparison.Row r) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run_a", comparison.a().info().run());
        row.put("run_b", comparison.b().info().run());
        row.put("comparison", r.question().toString());
        row.putAll(Csv.cell(r.arm()));
        row.put("metric", r.metric());
        row.put("unit", r.unit());
        row.put("n_a", Integer.toString(r.a().n()));
        row.put("n_b", Integer.toString(r.b().n()));
        row.put("median_a", Csv.number(r.a().median()));
        row.put("median_b", Csv.number(r.b().median()));
        row.put("ratio", Csv.number(r.effect().ratio()));
        row.put("ci_low", Csv.number(r.effect().low()));
        row.put("ci_high", Csv.number(r.effect().high()));
        row.put("p", Csv.number(r.effect().p()));
        row.put("p_holm", Csv.number(r.adjustedP()));
        row.put("method", RunComparison.METHOD);
        row.put("verdict", r.verdict());
        return row;
    }
}
