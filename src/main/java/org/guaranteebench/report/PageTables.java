package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
                    "Figures as in trials.csv, a column per trial. Each metric says what it means where the pointer rests"
                            + " on its name, and in the list below the tables.",
                    "class",
                    "note");
            arms.forEach(arm -> trials(html, names.of(List.of(arm)), byArm.get(arm)));
            meanings(html);
        } else {
            html.element("p", "There are " + analysis.trials().size() + ": see trials.csv, which is beside this page.");
        }
        refused(html);
        html.close("section");
    }

    /** Of ladders that {@link PageAnswer} shows arm by arm. */
    private void matrices(Html html) {
        List<Ladder> shown = ladders.stream()
                .filter(ladder -> ladder.rungs().size() <= PageAnswer.MOST_RUNGS
                        && !Matrix.of(ladder).isEmpty())
                .toList();
        if (!shown.isEmpty()) {
            html.open("section", "id", "matrices").element("h2", "Producers and consumers, each with each");
            shown.forEach(ladder -> matrices(html, Matrix.of(ladder), ladder));
            html.close("section");
        }
    }

    static void matrices(Html html, List<Matrix> matrices, Ladder ladder) {
        html.open("div", "class", "matrices");
        html.open("p", "class", "note")
                .text("In a cell: ratio to " + ladder.baselines()
                        + " within blocks, and its 95 % interval; below it the"
                        + " median of the trials. The darker, the further from 1, certain or not; a plus sign is worse than"
                        + " the baseline, a minus sign better. ");
        PageAnswer.bold(html);
        html.close("p");
        matrices.forEach(matrix -> matrix(html, matrix));
        html.close("div");
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
            html.open("td", "class", (worse > 0 ? "plus " : "minus ") + figure.tendency(), "style", share);
            html.element("span", (worse > 0 ? "+ " : "− ") + figure.ratio(), "class", "ratio");
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
            html.element("td", MetricText.distribution(line.distribution()));
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
            html.open("tr")
                    .open(
                            "th",
                            "scope",
                            "row",
                            "title",
                            MetricText.meaning(metric).orElse(null))
                    .text(metric + " ");
            html.element("small", Ladder.typesetUnit(unit)).close("th");
            values.forEach(of ->
                    html.element("td", of.containsKey(metric) ? Csv.number(of.get(metric)) : "", "class", "number"));
            html.close("tr");
        });
        html.close("tbody").close("table").close("div").close("details");
    }

    /** Of every metric in the tables, and of the rows above them: the words of docs/FORMATS.md. */
    private void meanings(Html html) {
        Set<String> metrics = new TreeSet<>();
        analysis.trials().stream()
                .filter(t -> t.block() > 0)
                .flatMap(t -> t.metrics().stream())
                .forEach(m -> metrics.add(MetricText.key(m.name())));
        html.open("details", "id", "meanings").element("summary", "What each metric means");
        html.open("dl", "class", "legend");
        metrics.forEach(metric -> html.open("div")
                .element("dt", metric)
                .element("dd", MetricText.meaning(metric).orElse("a profiler's own"))
                .close("div"));
        html.close("dl");
        html.element(
                "p",
                "Behind a name that ends in _*: _p50 to _p999 and _max are percentiles and the largest of a trial; a percentile is empty where a trial has"
                        + " too few samples for it. Times in µs.");
        html.close("details");
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
