package org.guaranteebench.report;

import java.util.List;

/** The results of a run with {@code --reject-disturbed}, twice: of all trials, and without what the rule leaves out. */
record PageRejected(Analysis analysis) {

    void write(Html html) {
        Rejection.of(analysis).ifPresent(rejection -> {
            List<Rejection.Row> rows = rejection.rows();
            html.open("section", "id", "rejected").element("h2", "Without disturbed blocks");
            html.element(
                    "p",
                    rejection.sentence()
                            + ". The result remains that of all trials; where the two differ much, repeat the"
                            + " run on a quieter machine.");
            if (!rows.isEmpty()) {
                html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Both results");
                html.open("table").open("thead").open("tr");
                List.of("comparison", "all trials, the result", "without these blocks")
                        .forEach(head -> html.element("th", head, "scope", "col"));
                html.close("tr").close("thead").open("tbody");
                rows.forEach(row -> html.open("tr")
                        .element("th", row.label(), "scope", "row")
                        .element("td", Ladder.typeset(row.ofAll()))
                        .element("td", Ladder.typeset(row.ofKept()))
                        .close("tr"));
                html.close("tbody").close("table").close("div");
            }
            html.close("section");
        });
    }
}
