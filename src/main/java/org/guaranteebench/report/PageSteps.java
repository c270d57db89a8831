package org.guaranteebench.report;

import java.util.List;
import java.util.Optional;

/** What each rung adds to the one below it: the question of whoever has one guarantee and thinks of the next. */
record PageSteps(Analysis analysis, List<Ladder> ladders) {

    void write(Html html) {
        for (Ladder ladder : ladders) {
            StepCosts costs = StepCosts.of(analysis, ladder);
            if (!costs.steps().isEmpty()) {
                html.open("section", "class", "steps");
                html.element(
                        "h2",
                        "What each rung adds to the one below it"
                                + (ladder.sheet().family().isEmpty() || ladders.size() == 1
                                        ? ""
                                        : ": " + ladder.sheet().family()));
                if (ladders.size() > 1) {
                    html.element("p", Setting.load(ladder), "class", "note");
                }
                boolean many = costs.steps().size() > StepCosts.MOST;
                if (many) {
                    html.open("details").element("summary", costs.steps().size() + " steps");
                }
                table(html, ladder, costs);
                if (many) {
                    html.close("details");
                }
                html.close("section");
            }
        }
    }

    private static void table(Html html, Ladder ladder, StepCosts costs) {
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Steps");
        html.open("table", "class", "ladder steps");
        html.element(
                "caption",
                "Ratio to the rung below, within blocks, with its verdict; steps are a family of their own for Holm's"
                        + " correction. Bold as above.");
        html.open("thead").open("tr").element("th", "step", "scope", "col");
        ladder.columns().forEach(column -> html.element("th", column.head(), "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (StepCosts.Step step : costs.steps()) {
            html.open("tr", "class", step.further() ? "further" : null);
            html.open("th", "scope", "row").text(step.name());
            if (!step.further()) {
                html.element("small", "over " + step.below());
            }
            html.close("th");
            for (Ladder.Figure figure : step.figures()) {
                Optional<Analysis.Comparison> c = figure.comparison();
                if (c.isPresent() || figure.column().metric().isEmpty()) {
                    String arm = c.map(of -> of.arm().label()).orElse("");
                    String verdict = c.map(Analysis.Comparison::verdict).orElse("");
                    PageAnswer.figure(html, arm, c, figure, verdict);
                } else {
                    html.element(
                            "td",
                            "–",
                            "data-head",
                            MetricText.name(figure.column().metric()));
                }
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }
}
