package org.guaranteebench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;

/** The first screen of a page: the question, under which conditions, the ladder, and what its intervals support. */
record PageAnswer(Analysis analysis, List<Ladder> ladders, PageFaults faults) {
    /** More arms than these are looked up in a matrix and not read from top to bottom. */
    static final int MOST_RUNGS = 16;

    /** What a table of each family answers. */
    private static final Map<String, String> QUESTIONS = Map.of(
            "", "What does each stronger Kafka delivery guarantee cost here?",
            "EndToEndLatency", "What does each guarantee cost until a reader has the record?",
            "ConsumeThroughput", "What does each way to read and to commit cost a consumer?",
            "Pipeline", "What do the promises of a stage cost that reads, processes and writes?",
            "TakeoverLatency", "What does it cost to take over a transactional id?",
            "RebalancePause", "What do a member's coming and going cost?");

    void write(Html html) {
        RunInfo info = analysis.info();
        html.open("header");
        html.element("h1", question());
        navigation(html);
        notices(html);
        conditions(html, info);
        html.close("header").open("section", "id", "answer");
        if (ladders.isEmpty()) {
            html.element(
                    "p",
                    analysis.arms().isEmpty() ? "Nothing was measured." : "Nothing could be compared.",
                    "class",
                    "alarm");
        }
        new PageSaturation(analysis).write(html);
        ladders.forEach(ladder -> ladder(html, ladder));
        Controls controls = Controls.of(analysis);
        String control = Ladder.typeset(controls.sentence());
        if (!control.isEmpty()) {
            html.open("p", "class", "control")
                    .text(control + ".")
                    .text(controls.resolution().isEmpty() ? "" : " " + controls.resolution() + ".")
                    .close("p");
        }
        new PageSteps(analysis, ladders).write(html);
        new PageRejected(analysis).write(html);
        faults.write(html);
        html.close("section");
    }

    private String question() {
        List<String> families =
                ladders.stream().map(l -> l.sheet().family()).distinct().toList();
        if (families.isEmpty() || families.contains("")) {
            return QUESTIONS.get("");
        }
        if (families.size() == 1) {
            return question(families.get(0));
        }
        return families.stream()
                        .allMatch(family -> Columns.ofFamily(family).all().stream()
                                .anyMatch(column -> column.metric().endsWith("_mean")))
                ? "What do takeovers and rebalances cost here?"
                : "What do Kafka's delivery guarantees cost here, for those who read?";
    }

    static String question(String family) {
        return QUESTIONS.getOrDefault(family, "What does each arm of " + family + " cost?");
    }

    private void navigation(Html html) {
        int warnings = Warnings.of(analysis).size();
        html.open("nav", "aria-label", "Sections");
        PageFrame.link(html, "charts", "Charts");
        PageFrame.link(html, "trials", "Trials");
        PageFrame.link(html, "warnings", "Warnings (" + warnings + ")");
        PageFrame.link(html, "conditions", "Conditions");
        PageFrame.link(html, "method", "Method");
        PageFrame.link(html, "cite", "Cite");
        html.element("button", "Copy as Markdown", "type", "button", "data-copy", "markdown", "hidden", "");
        html.open("span", "id", "copied", "role", "status").close("span").close("nav");
    }

    /** What must be known before any result. */
    private void notices(Html html) {
        String alarm = Ladder.typeset(Controls.of(analysis).alarm());
        if (!alarm.isEmpty()) {
            html.element("p", alarm, "class", "alarm");
        }
        long missing = analysis.trials().stream()
                .filter(t -> t.block() > 0 && (t.status() == Status.FAILED || t.status() == Status.INTERRUPTED))
                .count();
        if (missing > 0) {
            html.open("p", "class", "alarm")
                    .text(missing + " of "
                            + analysis.trials().stream()
                                    .filter(t -> t.block() > 0 && t.status() != Status.SUPERSEDED)
                                    .count()
                            + " trials were not measured: ");
            PageFrame.link(html, "warnings", "why");
            html.close("p");
        }
        Course course = new Course(analysis);
        course.cutShort().ifPresent(text -> html.element("p", text + ".", "class", "alarm"));
        course.notes().forEach(note -> html.element("p", note + ".", "class", "course"));
        List<Warnings.Warning> ofTrials = Warnings.ofTrials(analysis);
        if (!ofTrials.isEmpty()) {
            html.open("p", "class", "course")
                    .text(ofTrials.stream().limit(2).map(Warnings.Warning::seen).collect(Collectors.joining(". "))
                            + ". ");
            PageFrame.link(html, "warnings", "All warnings");
            html.close("p");
        }
    }

    private void conditions(Html html, RunInfo info) {
        Setting setting = new Setting(info);
        html.open("dl", "class", "setting");
        PageFrame.term(
                html, "Run", info.run() + ", " + setting.started() + ", " + setting.design(new Course(analysis)));
        PageFrame.term(html, "Cluster", setting.cluster());
        PageFrame.term(html, "Machine", setting.machine());
        PageFrame.term(html, "Versions", setting.versions());
        if (!ladders.isEmpty()) {
            PageFrame.term(html, "Load", Setting.load(ladders));
            PageFrame.term(html, "Producer", setting.producer(ladders));
        }
        html.close("dl");
    }

    private void ladder(Html html, Ladder ladder) {
        if (ladders.size() > 1) {
            html.element("h2", question(ladder.sheet().family()));
            html.element("p", Setting.load(ladder), "class", "note");
        }
        List<Matrix> matrices = ladder.rungs().size() > MOST_RUNGS ? Matrix.of(ladder) : List.of();
        if (matrices.isEmpty()) {
            table(html, ladder);
        } else {
            PageTables.matrices(html, matrices, ladder);
            html.open("details").element("summary", "The same, arm by arm, with verdicts");
            table(html, ladder);
            html.close("details");
        }
    }

    private void table(Html html, Ladder ladder) {
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Cost ladder");
        html.open("table", "class", "ladder");
        html.open("caption")
                .text("Ratio to " + ladder.baselines() + " within blocks"
                        + (ladder.hasIntervals()
                                ? ", with its 95 % interval"
                                : "; too few blocks for intervals, so take none for a result")
                        + "; below it the median of the trials"
                        + (ladder.complete() ? "" : ", – where this run measured none") + ". ");
        bold(html);
        html.close("caption");
        html.open("thead").open("tr").element("th", "guarantee", "scope", "col");
        ladder.columns().forEach(column -> html.element("th", column.head(), "scope", "col"));
        Optional<CostBenefit> seen = faults.of(ladder);
        if (seen.isPresent()) {
            html.element("th", PageFaults.HEAD, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        ladder.rungs().forEach(rung -> rung(html, ladder, rung, seen));
        html.close("tbody").close("table").close("div");
        html.open("ul", "class", "verdicts");
        ladder.rungs().stream()
                .filter(rung -> !rung.verdict().isEmpty())
                .forEach(rung -> html.open("li")
                        .element("b", rung.name())
                        .text(" " + rung.verdict())
                        .close("li"));
        html.close("ul");
    }

    /** What bold means, in the words of the verdicts. */
    static void bold(Html html) {
        html.text("Bold: the verdict is a difference, ")
                .element("span", "costly", "class", "worse")
                .text(" or ")
                .element("span", "a gain", "class", "better")
                .text(
                        ": the interval excludes 1, and p is at most 0.05 after Holm's correction. All else is no finding.");
    }

    private void rung(Html html, Ladder ladder, Ladder.Rung rung, Optional<CostBenefit> seen) {
        html.open("tr", "class", rung.baseline() ? "baseline" : rung.further() ? "further" : null);
        html.open("th", "scope", "row").text(rung.name());
        html.element(
                "small",
                rung.further()
                        ? CellRows.chosen(rung.cell())
                                .replaceAll("^ \\(|\\)$", "")
                                .replace("of it ", "of p50 ")
                        : Meaning.of(rung.cell()) + (rung.baseline() ? " (baseline)" : ""));
        html.close("th");
        rung.figures().forEach(figure -> figure(html, rung, figure));
        seen.ifPresent(benefit -> PageFaults.cell(html, benefit, rung));
        html.close("tr");
    }

    /** The attributes have the figures of costs.csv and results.csv, digit by digit. */
    private static void figure(Html html, Ladder.Rung rung, Ladder.Figure figure) {
        figure(
                html,
                rung.cell().arm(),
                rung.baseline() ? Optional.empty() : figure.comparison(),
                figure,
                figure.value());
    }

    /** @param below in small letters below a ratio */
    static void figure(Html html, String arm, Optional<Analysis.Comparison> c, Ladder.Figure figure, String below) {
        if (figure.column().metric().isEmpty()) {
            html.open("td", "class", "none").close("td");
            return;
        }
        html.open(
                "td",
                "class",
                c.isPresent() ? figure.tendency() : null,
                "data-head",
                MetricText.name(figure.column().metric()),
                "data-metric",
                figure.column().metric(),
                "data-benchmark",
                figure.result().map(r -> r.arm().benchmark()).orElse(null),
                "data-arm",
                arm,
                "data-comparison",
                c.map(x -> x.step() ? "step" : "baseline").orElse(null),
                "data-median",
                figure.result().map(r -> Csv.number(r.interval().median())).orElse(null),
                "data-ratio",
                c.map(x -> Csv.number(x.effect().ratio())).orElse(null),
                "data-low",
                c.map(x -> Csv.number(x.effect().low())).orElse(null),
                "data-high",
                c.map(x -> Csv.number(x.effect().high())).orElse(null),
                "title",
                c.map(Analysis.Comparison::verdict).orElse(null));
        if (c.isPresent()) {
            html.element("span", figure.ratio(), "class", "ratio").element("small", below);
        } else {
            html.element("span", figure.value(), "class", "value");
        }
        html.close("td");
    }
}
