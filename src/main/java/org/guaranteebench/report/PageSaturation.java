package org.guaranteebench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;

/** What each arm sustains, at the head of the page of a run that searched for its rates. */
final class PageSaturation {
    private final List<Saturation> saturations;

    PageSaturation(Analysis analysis) {
        this.saturations = Saturation.of(analysis);
    }

    /** Nothing of a run that searched nothing. */
    void write(Html html) {
        Saturation.byLoad(saturations).forEach(group -> table(html, group));
    }

    private static void table(Html html, List<Saturation> group) {
        Arm first = group.get(0).arm();
        html.open("section", "class", "saturation").element("h2", "Which rate does each level sustain?");
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Sustained rates");
        html.open("table")
                .element(
                        "caption",
                        first.benchmark() + ", " + first.workload().recordSize()
                                + "-byte records: the highest rate that most of its trials sustained, and the lowest that"
                                + " they did not, in records/s. A bracket and no interval. Sustained: at least 99 % of the"
                                + " rate was achieved, no backlog grew, nothing failed.");
        html.open("thead").open("tr");
        for (String head : List.of("level", "sustains", "does not sustain", "flat out")) {
            html.element("th", head, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (Saturation saturation : group) {
            html.open("tr").element("th", saturation.arm().label(), "scope", "row");
            pair(html, saturation, saturation.sustainable());
            pair(html, saturation, saturation.exceeded());
            html.element(
                    "td",
                    saturation.flatOut().isPresent()
                            ? Csv.grouped(saturation.flatOut().getAsDouble())
                            : "–");
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
        group.forEach(s ->
                s.notes().forEach(note -> html.element("p", s.arm().label() + ": " + note + ".", "class", "note")));
        html.close("section");
    }

    private static void pair(Html html, Saturation saturation, OptionalInt rate) {
        html.open("td");
        if (rate.isEmpty()) {
            html.text("–");
        } else {
            html.text(String.format(Locale.ROOT, "%,d", rate.getAsInt()))
                    .element(
                            "small",
                            saturation.tally().sustained(rate.getAsInt()) + " of "
                                    + saturation.tally().trials(rate.getAsInt()) + " trials did");
        }
        html.close("td");
    }
}
