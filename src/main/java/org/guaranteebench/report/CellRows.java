package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Transactions;
import org.guaranteebench.report.Columns.Column;
import org.guaranteebench.stats.PairedRatio;

/** One cell in a table: its medians, its ratios to the baseline, and what these support in words. */
record CellRows(Analysis analysis, Sheet sheet) {

    /** {@code arms} are the sheet's with this cell, one of each benchmark at most. */
    void print(PrintWriter out, Cell cell, List<Arm> arms) {
        Columns columns = sheet.columns();
        boolean baseline = arms.stream().anyMatch(analysis::isBaseline);
        boolean fits = cell.arm().length() < Summary.LABEL;
        if (!fits) {
            out.println(cell.arm());
        }
        Summary.row(out, fits ? cell.arm() : "", values(arms, columns));
        Summary.row(out, baseline ? "  (baseline)" : "", baseline ? List.of() : ratios(arms, columns));
        if (sheet.showsUntilCommitted()
                && arms.stream()
                        .anyMatch(arm -> analysis.result(arm, "settled_p50").isPresent())
                && cell.transactions().enabled()) {
            Summary.row(out, "  until committed", values(arms, Columns.UNTIL_COMMITTED));
            Summary.row(out, "", ratios(arms, Columns.UNTIL_COMMITTED));
        }
    }

    private List<String> values(List<Arm> arms, Columns columns) {
        return columns.all().stream()
                .map(column -> arms.stream()
                        .flatMap(arm -> analysis.result(arm, column.metric()).stream())
                        .map(result -> Csv.grouped(result.interval().median()))
                        .findFirst()
                        .orElse(column.metric().isEmpty() ? "" : "-"))
                .toList();
    }

    private List<String> ratios(List<Arm> arms, Columns columns) {
        return columns.all().stream()
                .map(column -> arms.stream()
                        .flatMap(arm -> analysis.comparison(arm, column.metric()).stream())
                        .map(comparison -> Summary.ratio(comparison.effect()))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    /** What an arm's metric is compared with: the run's baseline, or the rung below. */
    interface Comparisons {
        Optional<Analysis.Comparison> of(Arm arm, String metric);
    }

    /** For those who quote; empty where nothing can be said. */
    String verdicts(Cell cell, List<Arm> arms) {
        List<Column> columns = quoted(cell);
        if (sheet.showsUntilCommitted() && !cell.transactions().enabled()) {
            columns.remove(1);
        }
        return verdicts(cell, arms, columns, analysis::comparison);
    }

    /** The same of the step from the rung below, with p50: where a whole ladder's prices differ little, it tells most. */
    String steps(Cell cell, List<Arm> arms, Comparisons against) {
        return verdicts(cell, arms, quoted(cell), against);
    }

    private List<Column> quoted(Cell cell) {
        List<Column> columns = new ArrayList<>(sheet.columns().all());
        columns.remove(3);
        if (sheet.showsUntilCommitted() && cell.transactions().enabled()) {
            columns.set(1, new Column(MetricText.name("settled_p50"), "us", "settled_p50"));
            columns.set(2, new Column(MetricText.name("settled_p99"), "us", "settled_p99"));
        }
        return columns;
    }

    private String verdicts(Cell cell, List<Arm> arms, List<Column> columns, Comparisons against) {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            arms.stream()
                    .flatMap(arm -> against.of(arm, column.metric()).stream())
                    .findFirst()
                    .filter(c -> c.effect().hasInterval() || !c.verdict().startsWith("precision not reached"))
                    .ifPresent(c -> parts.add(column.head() + " " + c.verdict()
                            + (waitsForCommit(cell, column.metric()) ? chosen(cell) : "")));
        }
        return String.join("; ", parts);
    }

    private static boolean waitsForCommit(Cell cell, String metric) {
        return metric.equals("settled_p50")
                || metric.equals("visible_p50") && cell.isolation() == Isolation.READ_COMMITTED;
    }

    /**
     * What of the time until a commit somebody chose: records arrive evenly, so that half of them wait for longer than half
     * the interval. Empty where it is not a time.
     */
    static String chosen(Cell cell) {
        return cell.transactions() instanceof Transactions.Interval interval
                ? " (" + String.format(Locale.ROOT, "%,d", interval.length().toMillis() / 2)
                        + " ms of it are half the commit interval, a setting and no price)"
                : "";
    }

    /** Said where no ratio of the sheet has an interval. */
    void printShortage(PrintWriter out) {
        boolean intervals = analysis.comparisons().stream()
                .anyMatch(c -> sheet.arms().contains(c.arm()) && c.effect().hasInterval());
        if (!intervals) {
            int blocks = analysis.comparisons().stream()
                    .mapToInt(c -> c.effect().n())
                    .max()
                    .orElse(0);
            out.println(Wrap.indent(
                    "precision not reached: an interval needs " + PairedRatio.FEWEST + " blocks, this run has " + blocks
                            + "; take no ratio above for a result",
                    0,
                    Summary.WIDTH));
        }
    }
}
