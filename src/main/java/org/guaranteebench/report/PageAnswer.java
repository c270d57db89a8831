package org.guaranteebench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Outcome;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;

/** The first screen of a page: the question, under which conditions, the ladder, and what its intervals support. */
record PageAnswer(Analysis analysis, List<Ladder> ladders, List<CostBenefit> observed) {
    private static final Set<Counter> DAMAGE =
            Set.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN, Counter.REORDERED);

    void write(Html html) {
        RunInfo info = analysis.info();
        html.open("header");
        html.element("h1", question());
        navigation(html);
        notices(html);
        conditions(html, info);
        html.close("header").open("section", "id", "answer");
        if (ladders.isEmpty()) {
            html.element("p", "Nothing was measured.", "class", "alarm");
        }
        ladders.forEach(ladder -> ladder(html, ladder));
        String control = Ladder.typeset(Controls.of(analysis).sentence());
        if (!control.isEmpty()) {
            html.element("p", control + ".", "class", "control");
        }
        faults(html);
        html.close("section");
    }

    private String question() {
        return ladders.isEmpty()
                        || ladders.stream().anyMatch(l -> l.sheet().family().isEmpty())
                ? "What does each stronger Kafka delivery guarantee cost here?"
                : "What do Kafka's delivery guarantees cost here, for those who read?";
    }

    private void navigation(Html html) {
        int warnings = Warnings.of(analysis).size();
        html.open("nav", "aria-label", "Sections");
        link(html, "charts", "Charts");
        link(html, "trials", "Trials");
        link(html, "warnings", "Warnings (" + warnings + ")");
        link(html, "conditions", "Conditions");
        link(html, "method", "Method");
        link(html, "cite", "Cite");
        html.element("button", "Copy as Markdown", "type", "button", "data-copy", "markdown", "hidden", "");
        html.open("span", "id", "copied", "role", "status").close("span").close("nav");
    }

    private static void link(Html html, String id, String text) {
        html.element("a", text, "href", "#" + id);
    }

    /** What must be known before any result. */
    private void notices(Html html) {
        String alarm = Ladder.typeset(Controls.of(analysis).alarm());
        if (!alarm.isEmpty()) {
            html.element("p", alarm, "class", "alarm");
        }
        long missing = analysis.trials().stream()
                .filter(t -> t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                .count();
        if (missing > 0) {
            html.open("p", "class", "alarm")
                    .text(missing + " of "
                            + analysis.trials().stream()
                                    .filter(t -> t.block() > 0)
                                    .count() + " trials were not measured: ");
            link(html, "warnings", "why");
            html.close("p");
        }
        if (analysis.info().finished().isEmpty()) {
            html.element("p", "This run did not finish.", "class", "alarm");
        }
    }

    private void conditions(Html html, RunInfo info) {
        Setting setting = new Setting(info);
        html.open("dl", "class", "setting");
        term(html, "Run", info.run() + ", " + setting.started() + ", " + setting.design());
        term(html, "Cluster", setting.cluster());
        term(html, "Machine", setting.machine());
        term(html, "Versions", setting.versions());
        if (!ladders.isEmpty()) {
            term(html, "Load", Setting.load(ladders));
        }
        html.close("dl");
    }

    private static void term(Html html, String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close("div");
    }

    private void ladder(Html html, Ladder ladder) {
        Optional<CostBenefit> seen = observed.stream()
                .filter(benefit ->
                        ladder.sheet().family().equals(benefit.subject().family()))
                .findFirst();
        if (ladders.size() > 1) {
            html.element("h2", ladder.sheet().workload() + ladder.sheet().latencies());
        }
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Cost ladder");
        html.open("table", "class", "ladder");
        html.open("caption")
                .text("Ratio to " + ladder.baselines() + " within blocks"
                        + (ladder.hasIntervals()
                                ? ", with its 95 % interval"
                                : "; too few blocks for intervals, so take none for a result")
                        + "; below it the median of the trials. Bold: the interval supports a difference, ")
                .element("span", "costly", "class", "worse")
                .text(" or ")
                .element("span", "a gain", "class", "better")
                .text(".")
                .close("caption");
        html.open("thead").open("tr").element("th", "guarantee", "scope", "col");
        ladder.columns().forEach(column -> html.element("th", column.head(), "scope", "col"));
        if (seen.isPresent()) {
            html.element("th", "under faults", "scope", "col");
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

    private void rung(Html html, Ladder ladder, Ladder.Rung rung, Optional<CostBenefit> seen) {
        html.open("tr", "class", rung.baseline() ? "baseline" : rung.further() ? "further" : null);
        html.open("th", "scope", "row").text(rung.name());
        if (!rung.further() && (ladder.sheet().family().isEmpty() || rung.baseline())) {
            html.element(
                    "small",
                    (ladder.sheet().family().isEmpty() ? means(rung.cell()) : "")
                            + (rung.baseline() ? " (baseline)" : ""));
        }
        html.close("th");
        rung.figures().forEach(figure -> figure(html, rung, figure));
        seen.ifPresent(benefit -> {
            html.open("td", "class", "faults", "data-head", "under faults");
            if (!rung.further()) {
                String guarantee = benefit.subject().guarantee(rung.cell());
                benefit.rungs().stream()
                        .filter(of -> of.guarantee().equals(guarantee))
                        .flatMap(of -> CostBenefitSummary.observed(of).stream())
                        .forEach(one -> html.element("span", brief(one.twin()), "class", kind(one.twin())));
            }
            html.close("td");
        });
        html.close("tr");
    }

    private static String means(Cell cell) {
        return "acks=" + cell.acks() + (cell.idempotence() ? ", idempotence" : "")
                + (cell.transactions().enabled() ? ", commits" : "");
    }

    /** The attributes have the figures of costs.csv and results.csv, digit by digit. */
    private static void figure(Html html, Ladder.Rung rung, Ladder.Figure figure) {
        if (figure.column().metric().isEmpty()) {
            html.open("td", "class", "none").close("td");
            return;
        }
        Optional<Analysis.Comparison> c = rung.baseline() ? Optional.empty() : figure.comparison();
        html.open(
                "td",
                "class",
                c.isPresent() ? figure.tendency() : null,
                "data-head",
                figure.column().head().isEmpty()
                        ? figure.column().metric().replace('_', ' ')
                        : figure.column().head(),
                "data-metric",
                figure.column().metric(),
                "data-benchmark",
                figure.result().map(r -> r.arm().benchmark()).orElse(null),
                "data-arm",
                rung.cell().arm(),
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
            html.element("span", figure.ratio(), "class", "ratio").element("small", figure.value());
        } else {
            html.element("span", figure.value(), "class", "value");
        }
        html.close("td");
    }

    /** {@code F5 123 lost}; the sentences stand below the ladder. */
    private static String brief(AuditedTwin twin) {
        if (twin.verdict().outcome() != Outcome.VIOLATED) {
            return twin.scenario() + " " + twin.verdict().outcome().toString().toLowerCase(Locale.ROOT);
        }
        String damage = twin.counters()
                .map(counters -> Arrays.stream(Counter.values())
                        .filter(counter -> DAMAGE.contains(counter) && counters.of(counter) > 0)
                        .map(counter -> String.format(Locale.ROOT, "%,d ", counters.of(counter)) + counter.words())
                        .collect(Collectors.joining(", ")))
                .orElse("");
        return twin.scenario() + " " + (damage.isEmpty() ? "violated" : damage)
                + (twin.verdict().expected() ? "" : " (unexpected)");
    }

    private static String kind(AuditedTwin twin) {
        return switch (twin.verdict().outcome()) {
            case HELD -> "held";
            case VIOLATED -> "violated";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    private void faults(Html html) {
        if (observed.isEmpty()) {
            html.open("p", "class", "note")
                    .text("What these guarantees buy: ")
                    .element("code", "java -jar benchmarks.jar audit")
                    .text(" lets faults strike, and the next report has what was observed beside these costs.")
                    .close("p");
            return;
        }
        html.open("details", "id", "faults").element("summary", "What was observed under faults, and how");
        observed.forEach(benefit -> {
            html.element(
                    "p",
                    "Audit " + benefit.audit().run() + " of " + benefit.subject() + ", "
                            + Summary.nodes(benefit.audit())
                            + ". Each twin is one injection; how many records are lost or come twice follows from where"
                            + " the fault was placed, and is no rate. Power loss is not among the faults.");
            html.open("table", "class", "observed").open("tbody");
            benefit.rungs()
                    .forEach(rung -> CostBenefitSummary.observed(rung)
                            .forEach(one -> html.open("tr")
                                    .element("th", rung.guarantee(), "scope", "row")
                                    .element("td", one.label())
                                    .element("td", one.twin().fault())
                                    .element("td", one.words(), "class", kind(one.twin()))
                                    .close("tr")));
            html.close("tbody").close("table");
        });
        html.close("details");
    }
}
