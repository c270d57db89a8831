package org.guaranteebench.report;

import java.io.PrintWriter;
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
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.Effect;

/** The end of a run on a console: one table per workload, the A/A line, the verdicts, warnings, files. 100 columns. */
public final class Summary {
    static final int LABEL = 22;
    static final int COLUMN = 19;
    public static final int WIDTH = 100;

    private final Analysis analysis;
    private final RunFolder folder;

    public Summary(Analysis analysis, RunFolder folder) {
        this.analysis = analysis;
        this.folder = folder;
    }

    public void print(PrintWriter out) {
        out.println();
        Controls.of(analysis).printIfAlarming(out);
        new CurveSummary(analysis).print(out);
        Sheet.compared(analysis).forEach(sheet -> table(out, sheet));
        Controls.of(analysis).print(out);
        PrecisionText.print(out, analysis);
        Rejection.of(analysis).ifPresent(rejection -> rejection.print(out));
        Warnings.print(out, analysis);
        notMeasured(out);
        out.println();
        out.println("files    " + folder.path());
        out.println("         costs.csv (ratios), results.csv (medians), trials.csv (every trial), run.json");
        CurveSummary.files(analysis).ifPresent(files -> out.println("         " + files));
        out.println("plots    python3 plot.py " + folder.path());
        out.flush();
    }

    private void table(PrintWriter out, Sheet sheet) {
        List<Arm> arms = sheet.arms();
        out.println(Wrap.indent(sheet.workload() + ", " + nodes(analysis.info()) + sheet.latencies() + ".", 0, 100));
        out.println("First line: median of the trials. Second: ratio to the baseline, 95 % interval.");
        out.println();
        Columns columns = sheet.columns();
        String rule = "-".repeat(LABEL + COLUMN * columns.all().size());
        row(out, "", columns.heads());
        row(out, "", columns.units());
        Map<Cell, List<Arm>> byCell = arms.stream()
                .filter(arm -> !arm.control())
                .collect(Collectors.groupingBy(Arm::cell, LinkedHashMap::new, Collectors.toList()));
        CellRows rows = new CellRows(analysis, sheet);
        byCell.forEach((cell, of) -> {
            out.println(rule);
            rows.print(out, cell, of);
        });
        out.println(rule);
        out.println();
        byCell.forEach((cell, of) -> labelled(out, cell.arm(), rows.verdicts(cell, of)));
        rows.printShortage(out);
        steps(out, sheet);
        if (!sheet.showsUntilCommitted()) {
            out.println();
        }
    }

    private void steps(PrintWriter out, Sheet sheet) {
        List<StepCosts.Step> steps = StepCosts.of(analysis, Ladder.of(analysis, sheet)).steps().stream()
                .filter(step -> !step.verdict().isEmpty())
                .toList();
        if (steps.size() > StepCosts.MOST) {
            out.println("Each rung against the one below it: costs.csv, comparison=step.");
        } else if (!steps.isEmpty()) {
            out.println();
            out.println("Each rung against the one below it:");
            steps.forEach(step -> labelled(out, step.name(), "over " + step.below() + ": " + step.verdict()));
        }
    }

    static String nodes(RunInfo info) {
        String nodes = info.topology().getOrDefault("nodes", "?");
        return nodes.equals("1")
                ? "ONE BROKER, no replication: acks=1 and acks=all wait for the same replica"
                : nodes + " brokers, " + info.topology().getOrDefault("replication", "?") + " copies, min ISR "
                        + info.topology().getOrDefault("min.insync.replicas", "?");
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

    /** Text beside its label, or below one that is too long; nothing for no text. */
    static void labelled(PrintWriter out, String label, String text) {
        if (text.isEmpty()) {
            return;
        }
        String wrapped = Wrap.indent(text, LABEL, WIDTH);
        if (label.length() < LABEL) {
            out.println(pad(label, LABEL) + wrapped.substring(LABEL));
        } else {
            out.println(label);
            out.println(wrapped);
        }
    }

    private void notMeasured(PrintWriter out) {
        Map<Status, List<Trial>> byStatus = analysis.trials().stream()
                .filter(t -> t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                .filter(t -> t.block() > 0)
                .collect(Collectors.groupingBy(Trial::status, TreeMap::new, Collectors.toList()));
        if (analysis.trials().stream().anyMatch(t -> t.block() == 0 && t.status() == Status.INTERRUPTED)) {
            out.println();
            out.println("INTERRUPTED: the search for rates; no block was measured");
        }
        byStatus.forEach((status, trials) -> {
            out.println();
            out.println(status + ": " + trials.size() + " of "
                    + analysis.trials().stream()
                            .filter(t -> t.block() > 0 && t.status() != Status.SUPERSEDED)
                            .count()
                    + " trials");
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
        long superseded = analysis.trials().stream()
                .filter(t -> t.status() == Status.SUPERSEDED && !t.metrics().isEmpty())
                .count();
        if (superseded > 0) {
            out.println();
            out.println(Wrap.indent(
                    "SUPERSEDED: " + superseded + (superseded == 1 ? " trial" : " trials")
                            + " of blocks that were cut short and measured again; in trials.csv, and in no figure",
                    0,
                    WIDTH));
        }
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
