package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** The tables of a page: matrices, percentiles, and every trial of every cell. */
record PageTables(Analysis analysis, List<Ladder> ladders) {
    /** What of a spectrum is told in figures; its points lie on these. */
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99);

    void write(Html html, List<SpectrumLines.Line> spectrum, boolean withTrials) {
        matrices(html);
        percentiles(html, spectrum);
        html.open("section", "id", "trials").element("h2", "Every trial of every cell");
        if (withTrials) {
            List<Arm> arms = Page.allArms(analysis);
            CellNames names = new CellNames(arms);
            Map<Arm, List<Trial>> byArm =
                    analysis.trials().stream().filter(t -> t.block() > 0).collect(Collectors.groupingBy(Trial::arm));
            html.element(
                    "p",
                    "Figures as in trials.csv, a column per trial. docs/FORMATS.md says what each metric means.",
                    "class",
                    "note");
            arms.forEach(arm -> trials(html, names.of(List.of(arm)), byArm.get(arm)));
        } else {
            html.element("p", "There are " + analysis.trials().size() + ": see trials.csv, which is beside this page.");
        }
        refused(html);
        html.close("section");
    }

    private void matrices(Html html) {
        List<Matrix> all =
                ladders.stream().flatMap(ladder -> Matrix.of(ladder).stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        html.open("section", "id", "matrices").element("h2", "Producers and consumers, each with each");
        html.element(
                "p",
                "In a cell: ratio to the baseline within blocks, and its 95 % interval. The darker, the further from"
                        + " 1; a plus sign is worse than the baseline, a minus sign better.",
                "class",
                "note");
        all.forEach(matrix -> matrix(html, matrix));
        html.close("section");
    }

    private static void matrix(Html html, Matrix matrix) {
        html.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "tabindex",
                "0",
                "aria-label",
                matrix.metric().head());
        html.open("table", "class", "matrix");
        html.element("caption", matrix.metric().head() + ", by " + matrix.rowsAre() + " and " + matrix.columnsAre());
        html.open("thead").open("tr").open("td").close("td");
        matrix.columns().forEach(column -> html.element("th", column, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (String row : matrix.rows()) {
            html.open("tr").element("th", row, "scope", "row");
            for (String column : matrix.columns()) {
                cell(html, matrix, Optional.ofNullable(matrix.cells().get(List.of(row, column))));
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private static void cell(Html html, Matrix matrix, Optional<Matrix.Cells> cell) {
        if (cell.isEmpty()) {
            html.element("td", "not in this run", "class", "absent");
            return;
        }
        Ladder.Figure figure = cell.get().figure();
        if (cell.get().baseline() || figure.ratio().isEmpty()) {
            html.open("td").text(cell.get().baseline() ? "baseline" : "not compared");
        } else {
            double worse = Matrix.worse(figure);
            String share = String.format(Locale.ROOT, "--t:%.0f%%", 70 * Math.abs(worse) / matrix.widest());
            html.open("td", "class", worse > 0 ? "plus" : "minus", "style", share)
                    .text((worse > 0 ? "+ " : "− ") + figure.ratio());
        }
        html.element("small", figure.value()).close("td");
    }

    private void percentiles(Html html, List<SpectrumLines.Line> spectrum) {
        if (spectrum.isEmpty()) {
            return;
        }
        CellNames names =
                new CellNames(spectrum.stream().map(SpectrumLines.Line::arm).toList());
        html.open("section", "id", "percentiles").element("h2", "Latencies in figures");
        html.open("details").element("summary", "All distributions, µs, trials pooled");
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Percentiles");
        html.open("table").open("thead").open("tr");
        html.element("th", "arm", "scope", "col").element("th", "distribution", "scope", "col");
        PERCENTILES.forEach(p -> html.element("th", Csv.number(p) + " %", "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        spectrum.forEach(line -> {
            html.open("tr").element("th", names.of(List.of(line.arm())), "scope", "row");
            html.element("td", line.distribution());
            PERCENTILES.forEach(p -> html.element(
                    "td",
                    line.points().stream()
                            .filter(point -> point.percentile() == p)
                            .map(point -> Csv.grouped(point.micros()))
                            .findFirst()
                            .orElse("–"),
                    "class",
                    "number"));
            html.close("tr");
        });
        html.close("tbody").close("table").close("div").close("details").close("section");
    }

    private static void trials(Html html, String name, List<Trial> trials) {
        html.open("details")
                .element("summary", name + ": " + trials.size() + (trials.size() == 1 ? " trial" : " trials"));
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", name);
        html.open("table", "class", "trials").open("thead").open("tr").element("th", "block", "scope", "col");
        trials.forEach(t -> html.element("th", Integer.toString(t.block()), "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        row(html, "place in the block", trials, t -> Integer.toString(t.position()));
        row(html, "start of the brokers", trials, t -> Integer.toString(t.incarnation()));
        row(html, "status", trials, t -> t.status().toString());
        row(html, "reason", trials, Trial::reason);
        row(html, "flags", trials, t -> t.flags().stream().map(Flag::code).collect(Collectors.joining(" ")));
        Map<String, String> units = new LinkedHashMap<>();
        trials.forEach(t -> t.metrics().forEach(m -> units.putIfAbsent(m.name(), m.unit())));
        List<Map<String, Double>> values = new ArrayList<>();
        trials.forEach(t -> values.add(
                t.metrics().stream().collect(Collectors.toMap(Metric::name, Metric::value, (first, again) -> first))));
        units.forEach((metric, unit) -> {
            html.open("tr").open("th", "scope", "row").text(metric + " ");
            html.element("small", Ladder.typesetUnit(unit)).close("th");
            values.forEach(of ->
                    html.element("td", of.containsKey(metric) ? Csv.number(of.get(metric)) : "", "class", "number"));
            html.close("tr");
        });
        html.close("tbody").close("table").close("div").close("details");
    }

    /** Left out where no trial has anything to say. */
    private static void row(Html html, String name, List<Trial> trials, Function<Trial, String> text) {
        if (trials.stream().anyMatch(t -> !text.apply(t).isEmpty())) {
            html.open("tr").element("th", name, "scope", "row");
            trials.forEach(t -> html.element("td", text.apply(t), "class", "number"));
            html.close("tr");
        }
    }

    private void refused(Html html) {
        List<Trial> invalid = analysis.trials().stream()
                .filter(t -> t.status() == Status.INVALID)
                .toList();
        if (!invalid.isEmpty()) {
            html.open("details").element("summary", "Combinations that were not run: " + invalid.size());
            html.open("ul");
            invalid.forEach(
                    t -> html.element("li", t.benchmark() + " " + t.arm().cell() + ": " + t.reason()));
            html.close("ul").close("details");
        }
    }
}
