package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.report.Columns.Column;
import org.guaranteebench.stats.Effect;
import org.guaranteebench.stats.PairedRatio;

/** The end of a run on a console: one table per workload, the A/A line, the verdicts, warnings, files. 100 columns. */
public final class Summary {
    static final int LABEL = 22;
    static final int COLUMN = 19;

    private final Analysis analysis;
    private final RunFolder folder;

    public Summary(Analysis analysis, RunFolder folder) {
        this.analysis = analysis;
        this.folder = folder;
    }

    public void print(PrintWriter out) {
        out.println();
        Controls.of(analysis).printIfAlarming(out);
        Sheet.of(analysis.results().stream()
                        .map(Analysis.CellResult::arm)
                        .distinct()
                        .toList())
                .forEach(sheet -> table(out, sheet));
        Controls.of(analysis).print(out);
        Warnings.print(out, analysis);
        notMeasured(out);
        out.println();
        out.println("files    " + folder.path());
        out.println("         costs.csv (ratios), results.csv (medians), trials.csv (every trial), run.json");
        out.println("plots    python3 plot.py " + folder.path());
        out.flush();
    }

    private void table(PrintWriter out, Sheet sheet) {
        List<Arm> arms = sheet.arms();
        out.println(Wrap.indent(sheet.workload() + ", " + nodes() + sheet.latencies() + ".", 0, 100));
        out.println("First line: median of the trials. Second: ratio to the baseline, 95 % interval.");
        out.println();
        Columns columns = sheet.columns();
        String rule = "-".repeat(LABEL + COLUMN * columns.all().size());
        row(out, "", columns.heads());
        row(out, "", columns.units());
        Map<Cell, List<Arm>> byCell = arms.stream()
                .filter(arm -> !arm.control())
                .collect(Collectors.groupingBy(Arm::cell, LinkedHashMap::new, Collectors.toList()));
        byCell.forEach((cell, of) -> {
            out.println(rule);
            boolean baseline = of.stream().anyMatch(analysis::isBaseline);
            boolean fits = cell.arm().length() < LABEL;
            if (!fits) {
                out.println(cell.arm());
            }
            row(out, fits ? cell.arm() : "", values(of, columns));
            row(out, baseline ? "  (baseline)" : "", baseline ? List.of() : ratios(of, columns));
            if (sheet.showsUntilCommitted()
                    && of.stream()
                            .anyMatch(arm -> analysis.result(arm, "settled_p50").isPresent())
                    && cell.transactions().enabled()) {
                row(out, "  until committed", values(of, Columns.UNTIL_COMMITTED));
                row(out, "", ratios(of, Columns.UNTIL_COMMITTED));
            }
        });
        out.println(rule);
        out.println();
        byCell.forEach((cell, of) -> verdicts(out, sheet, cell, of));
        boolean intervals = arms.stream().anyMatch(this::hasInterval);
        if (!intervals) {
            out.println(Wrap.indent(
                    "precision not reached: an interval needs " + PairedRatio.FEWEST + " blocks, this run has "
                            + analysis.comparisons().stream()
                                    .mapToInt(c -> c.effect().n())
                                    .max()
                                    .orElse(0)
                            + "; take no ratio above for a result",
                    0,
                    100));
        }
        if (!sheet.showsUntilCommitted()) {
            out.println();
        }
    }

    private boolean hasInterval(Arm arm) {
        return analysis.comparisons().stream()
                .anyMatch(c -> c.arm().equals(arm) && c.effect().hasInterval());
    }

    private String nodes() {
        String nodes = analysis.info().topology().getOrDefault("nodes", "?");
        return nodes.equals("1")
                ? "ONE BROKER, no replication: acks=1 and acks=all wait for the same replica"
                : nodes + " brokers, " + analysis.info().topology().get("replication") + " copies, min ISR "
                        + analysis.info().topology().get("min.insync.replicas");
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
                        .map(comparison -> ratio(comparison.effect()))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    static String ratio(Effect effect) {
        if (!effect.measured()) {
            return "";
        }
        String format = effect.ratio() < 0.0995 ? "%.3f" : effect.ratio() < 9.995 ? "%.2f" : "%.0f";
        String ratio = "x" + String.format(Locale.ROOT, format, effect.ratio());
        if (!effect.hasInterval()) {
            return ratio;
        }
        String interval = String.format(Locale.ROOT, " (" + format + "-" + format + ")", effect.low(), effect.high());
        // Three digits leave no room in the column for the zeros in front of the points.
        return ratio + (effect.ratio() < 0.0995 ? interval.replace("(0.", "(.").replace("-0.", "-.") : interval);
    }

    static void row(PrintWriter out, String label, List<String> cells) {
        StringBuilder line = new StringBuilder(pad(label, LABEL));
        cells.forEach(cell -> line.append(pad(cell, COLUMN)));
        out.println(line.toString().stripTrailing());
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** In words, for those who quote. */
    private void verdicts(PrintWriter out, Sheet sheet, Cell cell, List<Arm> arms) {
        List<String> parts = new ArrayList<>();
        List<Column> columns = new ArrayList<>(sheet.columns().all());
        columns.remove(3);
        if (sheet.showsUntilCommitted()) {
            if (cell.transactions().enabled()) {
                columns.set(1, new Column("until committed p50", "us", "settled_p50"));
                columns.set(2, new Column("until committed p99", "us", "settled_p99"));
            } else {
                columns.remove(1);
            }
        }
        for (Column column : columns) {
            arms.stream()
                    .flatMap(arm -> analysis.comparison(arm, column.metric()).stream())
                    .findFirst()
                    .filter(c -> c.effect().hasInterval() || !c.verdict().startsWith("precision not reached"))
                    .ifPresent(c -> parts.add(column.head() + " " + c.verdict()));
        }
        if (!parts.isEmpty()) {
            String text = Wrap.indent(String.join("; ", parts), LABEL, 100);
            if (cell.arm().length() < LABEL) {
                out.println(pad(cell.arm(), LABEL) + text.substring(LABEL));
            } else {
                out.println(cell.arm());
                out.println(text);
            }
        }
    }

    private void notMeasured(PrintWriter out) {
        Map<Status, List<Trial>> byStatus = analysis.trials().stream()
                .filter(t -> t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                .collect(Collectors.groupingBy(Trial::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, trials) -> {
            out.println();
            out.println(status + ": " + trials.size() + " of "
                    + analysis.trials().stream().filter(t -> t.block() > 0).count() + " trials");
            Map<String, Long> reasons = trials.stream()
                    .collect(Collectors.groupingBy(
                            t -> (status == Status.FAILED
                                            ? t.benchmark() + " " + t.arm().label() + ": "
                                            : "")
                                    + t.reason(),
                            LinkedHashMap::new,
                            Collectors.counting()));
            reasons.forEach((reason, count) -> out.println(Wrap.indent(count + " x " + reason, 2, 100)));
        });
        Optional<Trial> invalid = analysis.trials().stream()
                .filter(t -> t.status() == Status.INVALID)
                .findFirst();
        invalid.ifPresent(t -> {
            out.println();
            out.println(Wrap.indent(
                    "INVALID combinations have rows in trials.csv, such as "
                            + t.arm().cell() + ": " + t.reason(),
                    0,
                    100));
        });
    }
}
