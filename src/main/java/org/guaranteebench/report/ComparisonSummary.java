package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.report.Columns.Column;
import org.guaranteebench.report.RunComparison.Question;
import org.guaranteebench.report.RunComparison.Row;

/** Two runs on a console: for each of the two questions one table per workload, and the verdicts. 100 columns. */
public final class ComparisonSummary {
    private static final int WIDTH = 100;
    private static final String UNTIL_COMMITTED = "  until committed";

    private final RunComparison comparison;

    public ComparisonSummary(RunComparison comparison) {
        this.comparison = comparison;
    }

    public void print(PrintWriter out) {
        new ComparisonPreface(comparison).print(out);
        section(
                out,
                Question.VALUE,
                "VALUE: what was measured. What differs between two runs as a whole (the machine's state, the day) is"
                        + " inside this ratio and NOT inside its interval.");
        costs(out);
        out.println();
        out.println(Wrap.indent(
                "unpaired: Hodges–Lehmann estimate of the logs, 95 % interval from the exact rank-sum distribution;"
                        + " wider than a comparison inside one run. " + sizes() + ". Verdicts are corrected by Holm's"
                        + " procedure over the cells of a metric.",
                0,
                WIDTH));
        out.flush();
    }

    private void costs(PrintWriter out) {
        List<String> comparable = comparison.comparable();
        List<String> incomparable = comparison.incomparable();
        String baseline = RunComparison.baselines(comparison.a(), comparable);
        if (!incomparable.isEmpty()) {
            out.println();
            out.println(Wrap.indent(
                    "COST" + (comparable.isEmpty() ? "" : " of " + String.join(", ", incomparable))
                            + ": left out, because the baselines differ: A has "
                            + RunComparison.baselines(comparison.a(), incomparable) + ", B has "
                            + RunComparison.baselines(comparison.b(), incomparable) + ". Costs are ratios to them.",
                    0,
                    WIDTH));
        }
        if (comparable.isEmpty()) {
            return;
        }
        if (rows(Question.COST).findAny().isEmpty()) {
            out.println();
            out.println("COST: left out, because no cell was measured beside the baseline, " + baseline + ".");
        } else {
            boolean control = rows(Question.COST).anyMatch(r -> r.arm().control());
            section(
                    out,
                    Question.COST,
                    "COST: the ratio to " + baseline + " within each block. What moves all arms of a run alike"
                            + " cancels here; what befell one arm in one run does not, and is not inside the interval."
                            + (control ? " " + baseline + " (A/A) shows the size of no difference." : ""));
        }
    }

    private void section(PrintWriter out, Question question, String meaning) {
        out.println();
        out.println(Wrap.indent(meaning, 0, WIDTH));
        Sheet.of(rows(question).map(Row::arm).distinct().toList()).forEach(sheet -> {
            out.println();
            out.println(Wrap.indent(sheet.workload() + sheet.latencies() + ".", 0, WIDTH));
            out.println(
                    question == Question.VALUE
                            ? "A and B: medians of the trials. B/A: their ratio, 95 % interval."
                            : "A and B: ratios to the baseline as in costs.csv. B/A: the ratio of those ratios, 95 %"
                                    + " interval.");
            out.println();
            table(out, question, sheet);
        });
    }

    private void table(PrintWriter out, Question question, Sheet sheet) {
        Map<String, List<Arm>> cells = sheet.arms().stream()
                .collect(Collectors.groupingBy(
                        arm -> arm.cell() + " " + arm.control(), LinkedHashMap::new, Collectors.toList()));
        Columns columns = sheet.columns();
        String rule = "-".repeat(Summary.LABEL + Summary.COLUMN * columns.all().size());
        Summary.row(out, "", columns.heads());
        if (question == Question.VALUE) {
            Summary.row(out, "", columns.units());
        }
        cells.values().forEach(arms -> {
            out.println(rule);
            lines(out, question, arms.get(0).label(), arms, columns.all());
            List<Column> untilCommitted = Columns.UNTIL_COMMITTED.all();
            if (sheet.showsUntilCommitted()
                    && arms.get(0).cell().transactions().enabled()
                    && row(question, arms, untilCommitted.get(1)).isPresent()) {
                lines(out, question, UNTIL_COMMITTED, arms, untilCommitted);
            }
        });
        out.println(rule);
        out.println();
        if (sheet.arms().stream()
                .flatMap(arm -> rows(question).filter(r -> r.arm().equals(arm)))
                .noneMatch(r -> r.effect().hasInterval())) {
            out.println(Wrap.indent(
                    "precision not reached: a 95 % interval needs 4 values against 4, or 3 against 5; take no ratio"
                            + " above for a result",
                    0, WIDTH));
        } else {
            cells.values().forEach(arms -> verdicts(out, question, sheet, arms));
        }
    }

    /** One line per run, and one for what lies between them. */
    private void lines(PrintWriter out, Question question, String label, List<Arm> arms, List<Column> columns) {
        boolean fits = label.length() < Summary.LABEL - 2;
        if (!fits) {
            out.println(label);
        }
        line(out, fits ? label : "", "A", columns, column -> side(question, comparison.a(), arms, column));
        line(out, "", "B", columns, column -> side(question, comparison.b(), arms, column));
        line(
                out,
                "",
                "B/A",
                columns,
                column -> row(question, arms, column)
                        .map(r -> r.effect().measured() ? Summary.ratio(r.effect()) : "-")
                        .orElse(column.metric().isEmpty() ? "" : "-"));
    }

    private static void line(
            PrintWriter out, String label, String side, List<Column> columns, Function<Column, String> cell) {
        int gap = Summary.LABEL - 1 - label.length() - side.length();
        Summary.row(
                out, label + " ".repeat(gap) + side, columns.stream().map(cell).toList());
    }

    private String side(Question question, Analysis run, List<Arm> arms, Column column) {
        if (column.metric().isEmpty()) {
            return "";
        }
        return arms.stream()
                .flatMap(arm -> switch (question) {
                    case VALUE ->
                        run.result(arm, column.metric()).stream()
                                .map(r -> Csv.grouped(r.interval().median()));
                    case COST ->
                        run.comparison(arm, column.metric()).stream()
                                .filter(c -> c.effect().measured())
                                .map(c -> Summary.ratio(c.effect()));
                })
                .findFirst()
                .orElse("-");
    }

    private void verdicts(PrintWriter out, Question question, Sheet sheet, List<Arm> arms) {
        List<Column> columns = new ArrayList<>(sheet.columns().all().subList(0, 3));
        if (sheet.showsUntilCommitted() && arms.get(0).cell().transactions().enabled()) {
            columns.set(1, new Column("until committed p50", "us", "settled_p50"));
            columns.set(2, new Column("until committed p99", "us", "settled_p99"));
        }
        String text = columns.stream()
                .flatMap(column -> row(question, arms, column).stream().map(r -> column.head() + " " + r.verdict()))
                .collect(Collectors.joining("; "));
        if (!text.isEmpty()) {
            String label = arms.get(0).label();
            String words = Wrap.indent(text, Summary.LABEL, WIDTH);
            if (label.length() < Summary.LABEL) {
                out.println(Summary.pad(label, Summary.LABEL) + words.substring(Summary.LABEL));
            } else {
                out.println(label);
                out.println(words);
            }
        }
    }

    private Optional<Row> row(Question question, List<Arm> arms, Column column) {
        return arms.stream()
                .flatMap(arm -> comparison.row(question, arm, column.metric()).stream())
                .findFirst();
    }

    private Stream<Row> rows(Question question) {
        return comparison.rows().stream().filter(r -> r.question() == question);
    }

    private String sizes() {
        String values = "n: A " + range(Question.VALUE, r -> r.a().n()) + " and B "
                + range(Question.VALUE, r -> r.b().n()) + " trials of a cell";
        return rows(Question.COST).findAny().isEmpty()
                ? values
                : values + "; of costs A " + range(Question.COST, r -> r.a().n()) + " and B "
                        + range(Question.COST, r -> r.b().n()) + " blocks";
    }

    /** Over the metrics of the tables. */
    private String range(Question question, ToIntFunction<Row> n) {
        List<String> shown = Stream.concat(Columns.PRODUCE.all().stream(), Columns.UNTIL_COMMITTED.all().stream())
                .map(Column::metric)
                .toList();
        int[] sizes = rows(question)
                .filter(r -> shown.contains(r.metric()))
                .mapToInt(n)
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return "0";
        }
        int last = sizes[sizes.length - 1];
        return sizes[0] == last ? Integer.toString(last) : sizes[0] + "–" + last;
    }
}
