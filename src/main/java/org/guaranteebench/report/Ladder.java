package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.report.Columns.Column;

/**
 * The figures of one table, as the console has them, for those who show them in another way.
 *
 * @param columns those of the sheet of which anything was measured
 * @param rungs from weak to strong
 */
record Ladder(Sheet sheet, List<Column> columns, List<Rung> rungs) {

    /**
     * One line of figures.
     *
     * @param further whether it goes on about the rung above: until its records are committed
     * @param figures one per column
     * @param verdict what may be quoted, of all of the cell's figures; empty where nothing can be said
     */
    record Rung(String name, Cell cell, boolean baseline, boolean further, List<Figure> figures, String verdict) {
        private Rung only(List<Integer> columns) {
            return new Rung(
                    name,
                    cell,
                    baseline,
                    further,
                    columns.stream().map(figures::get).toList(),
                    verdict);
        }
    }

    /** @param comparison empty of the baseline, and where the baseline was not measured */
    record Figure(Column column, Optional<Analysis.CellResult> result, Optional<Analysis.Comparison> comparison) {

        /** {@code 67,595 records/s}; a dash where nothing was measured. */
        String value() {
            return result.map(r -> Csv.grouped(r.interval().median())
                            + (column.unit().equals("1") ? "" : " " + typesetUnit(column.unit())))
                    .orElse("–");
        }

        /** {@code ×0.74 (0.57–0.83)}; empty where there is no ratio. */
        String ratio() {
            return comparison.map(c -> typeset(Summary.ratio(c.effect()))).orElse("");
        }

        /** Whether the verdict tells a difference, and which: {@code worse}, {@code better}, {@code alike} or {@code open}. */
        String tendency() {
            String verdict = comparison.map(Analysis.Comparison::verdict).orElse("");
            return verdict.startsWith("costs")
                    ? "worse"
                    : verdict.startsWith("gains") || verdict.startsWith("saves")
                            ? "better"
                            : verdict.startsWith("indistinguishable") ? "alike" : "open";
        }
    }

    /** All tables of a run. */
    static List<Ladder> of(Analysis analysis) {
        return Sheet.compared(analysis).stream()
                .map(sheet -> of(analysis, sheet))
                .toList();
    }

    static Ladder of(Analysis analysis, Sheet sheet) {
        CellRows rows = new CellRows(analysis, sheet);
        Map<Cell, List<Arm>> byCell = sheet.arms().stream()
                .filter(arm -> !arm.control())
                .sorted(Comparator.comparing(Arm::cell))
                .collect(Collectors.groupingBy(Arm::cell, LinkedHashMap::new, Collectors.toList()));
        List<Rung> rungs = new ArrayList<>();
        byCell.forEach((cell, arms) -> {
            boolean baseline = arms.stream().anyMatch(analysis::isBaseline);
            List<Figure> figures = figures(analysis, arms, sheet.columns());
            rungs.add(new Rung(cell.arm(), cell, baseline, false, figures, rows.verdicts(cell, arms)));
            if (sheet.showsUntilCommitted() && cell.transactions().enabled()) {
                List<Figure> committed = figures(analysis, arms, Columns.UNTIL_COMMITTED);
                if (committed.stream().anyMatch(figure -> figure.result().isPresent())) {
                    rungs.add(new Rung("until committed", cell, baseline, true, committed, ""));
                }
            }
        });
        List<Integer> measured = IntStream.range(0, sheet.columns().all().size())
                .filter(i -> rungs.stream()
                        .anyMatch(rung -> rung.figures().get(i).result().isPresent()))
                .boxed()
                .toList();
        return new Ladder(
                sheet,
                measured.stream().map(sheet.columns().all()::get).toList(),
                rungs.stream().map(rung -> rung.only(measured)).toList());
    }

    private static List<Figure> figures(Analysis analysis, List<Arm> arms, Columns columns) {
        return columns.all().stream()
                .map(column -> new Figure(
                        column,
                        arms.stream()
                                .flatMap(arm -> analysis.result(arm, column.metric()).stream())
                                .findFirst(),
                        arms.stream()
                                .flatMap(arm -> analysis.comparison(arm, column.metric()).stream())
                                .findFirst()))
                .toList();
    }

    /** What ratios are to. */
    String baselines() {
        return rungs.stream()
                .filter(rung -> rung.baseline() && !rung.further())
                .map(Rung::name)
                .distinct()
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" and "),
                        names -> names.isEmpty() ? "a baseline that was not measured" : names));
    }

    boolean hasIntervals() {
        return rungs.stream()
                .flatMap(rung -> rung.figures().stream())
                .flatMap(figure -> figure.comparison().stream())
                .anyMatch(comparison -> comparison.effect().hasInterval());
    }

    /** Whether every rung has every figure. */
    boolean complete() {
        return rungs.stream()
                .flatMap(rung -> rung.figures().stream())
                .allMatch(figure ->
                        figure.column().metric().isEmpty() || figure.result().isPresent());
    }

    /** Ratios as the console spells them, in the signs that print has for them. */
    static String typeset(String text) {
        return text.replaceAll("\\bx(?=[.\\d])", "×").replaceAll("(?<=\\d)-(?=[.\\d]+\\))", "–");
    }

    static String typesetUnit(String unit) {
        return unit.equals("us") ? "µs" : unit;
    }
}
