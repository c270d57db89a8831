package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.report.CostBenefit.Rung;

/** {@code cost-benefit.csv}. Its columns are a contract: docs/FORMATS.md. */
public final class CostBenefitTable {
    static final String NOT_AUDITED = "not audited";
    /** On pages, where a blank would read as fine. */
    static final String NOT_TRIED = "not tried";

    static final String NOT_MEASURED = "not measured";

    private CostBenefitTable() {}

    /**
     * Every twin with every cost of its guarantee. A guarantee of which one of the two is not known has rows that say so.
     */
    public static void write(List<CostBenefit> all, Path file) throws IOException {
        List<Rung> rungs = all.stream().flatMap(one -> one.rungs().stream()).toList();
        List<Arm> arms = rungs.stream().flatMap(rung -> rung.arms().stream()).toList();
        Stream<Cell> audited =
                rungs.stream().flatMap(rung -> rung.observed().stream()).map(AuditedTwin::cell);
        List<String> columns = new ArrayList<>(List.of("run", "scenario", "fault"));
        columns.addAll(Csv.parameterColumns(
                Stream.concat(audited, arms.stream().map(Arm::cell)).toList()));
        columns.addAll(List.of("level", "control"));
        Arrays.stream(Counter.values()).map(Counter::column).forEach(columns::add);
        columns.addAll(List.of("verdict", "statement", "lag", "arm", "repetition", "whose", "cost_run", "benchmark"));
        columns.addAll(Csv.workloadColumns(arms));
        columns.addAll(
                List.of("cost_arm", "baseline", "metric", "unit", "median", "ratio", "ci_low", "ci_high", "n", "cost"));
        Csv.write(file, columns, all.stream().flatMap(CostBenefitTable::rows).toList());
    }

    private static Stream<Map<String, String>> rows(CostBenefit benefit) {
        return benefit.rungs().stream().flatMap(rung -> {
            List<Map<String, String>> costs = costs(benefit, rung);
            Stream<Map<String, String>> twins = rung.observed().isEmpty()
                    ? Stream.of(Map.of("verdict", NOT_AUDITED))
                    : rung.observed().stream().map(CostBenefitTable::twin);
            return twins.flatMap(twin -> costs.stream().map(cost -> {
                Map<String, String> row = new LinkedHashMap<>(cost);
                if (!rung.observed().isEmpty()) {
                    // The cell of a row is the audited one; that of the cost stands in where nothing was audited.
                    Arrays.stream(Parameter.values())
                            .filter(Parameter::isOfCell)
                            .forEach(parameter -> row.remove(parameter.spelling()));
                }
                row.putAll(twin);
                row.put("run", benefit.audit().run());
                return row;
            }));
        });
    }

    private static Map<String, String> twin(AuditedTwin twin) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("scenario", twin.scenario());
        row.put("fault", twin.fault());
        row.putAll(twin.cell().values());
        row.put("level", twin.cell().level().toString());
        row.put("control", Boolean.toString(twin.control()));
        twin.counters().ifPresent(counters -> {
            for (Counter counter : Counter.values()) {
                row.put(counter.column(), Long.toString(counters.of(counter)));
            }
        });
        row.put("verdict", twin.verdict().words());
        row.put("statement", twin.verdict().statement());
        twin.lag().ifPresent(lag -> row.put("lag", Long.toString(lag)));
        row.put("arm", twin.cell().arm());
        row.put("repetition", Integer.toString(twin.repetition()));
        row.put("whose", twin.whose());
        return row;
    }

    private static List<Map<String, String>> costs(CostBenefit benefit, Rung rung) {
        List<Map<String, String>> rows = new ArrayList<>();
        benefit.costs()
                .ifPresent(analysis -> rung.arms()
                        .forEach(arm -> benefit.subject().metrics().stream()
                                .flatMap(metric -> analysis.result(arm, metric).stream())
                                .forEach(result -> rows.add(cost(analysis, arm, result)))));
        return rows.isEmpty() ? List.of(Map.of("cost", NOT_MEASURED)) : rows;
    }

    private static Map<String, String> cost(Analysis analysis, Arm arm, Analysis.CellResult result) {
        Map<String, String> row = Csv.cell(arm);
        row.put("cost_arm", row.remove("arm"));
        row.put("cost_run", analysis.info().run());
        row.put("metric", result.metric());
        row.put("unit", result.unit());
        row.put("median", Csv.number(result.interval().median()));
        row.put("n", Integer.toString(result.interval().n()));
        Optional<Analysis.Comparison> comparison = analysis.comparison(arm, result.metric());
        if (analysis.isBaseline(arm)) {
            row.put("baseline", arm.label());
            row.put("ratio", "1");
            row.put("cost", "baseline");
        } else if (comparison.isPresent()) {
            Analysis.Comparison c = comparison.get();
            row.put("baseline", c.baseline().label());
            row.put("ratio", Csv.number(c.effect().ratio()));
            row.put("ci_low", Csv.number(c.effect().low()));
            row.put("ci_high", Csv.number(c.effect().high()));
            row.put("n", Integer.toString(c.effect().n()));
            row.put("cost", c.verdict());
        } else {
            row.put("cost", "not compared: its baseline was not measured");
        }
        return row;
    }
}
