package org.guaranteebench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** What the figures of a page rest on: warnings, conditions in full, the method; and how to quote them. */
record PageBasis(Analysis analysis) {
    private static final String METHOD = "A trial is one JMH fork of one arm, on a fresh topic or a log that is only"
            + " read. A block holds every arm once, in random order, and ratios are formed inside a block only, between"
            + " trials on the same start of the brokers: what drifts for all arms alike cancels. The ratio is the"
            + " Hodges–Lehmann estimate over the within-block log-ratios, its interval ";
    private static final String FIXED = "the exact 95 % signed-rank interval, which needs six blocks";
    private static final String STOPPED =
            "the exact signed-rank interval at %s %%, which needs six blocks: the run looked"
                    + " at its intervals after every block and ended by how wide they were, and so computed they cover 95 %% or"
                    + " more; p-values are multiplied to match";
    private static final String REST = ". Verdicts are corrected by Holm's procedure for the number of arms that"
            + " are compared. Latencies count from the moment a record was due. The baseline takes part twice, as the"
            + " A/A arm, whose ratio shows the size of no difference. ";
    private static final List<String> DOCUMENTS = List.of(
            "docs/METHOD.md",
            "docs/SEMANTICS.md",
            "docs/AUDITS.md",
            "docs/CLUSTERS.md",
            "docs/FORMATS.md",
            "docs/REFERENCE.md");

    /** @param conditions the text of run.json */
    void write(Html html, String conditions) {
        warnings(html);
        PageFrame.conditions(html, conditions);
        String interval = PrecisionText.confidence(analysis)
                .map(confidence -> String.format(Locale.ROOT, STOPPED, confidence))
                .orElse(FIXED);
        PageFrame.method(html, METHOD + interval + REST, DOCUMENTS);
        cite(html);
    }

    private void warnings(Html html) {
        html.open("section", "id", "warnings").element("h2", "Warnings");
        List<Warnings.Warning> warnings = Warnings.of(analysis);
        Map<String, Long> missing = missing();
        if (warnings.isEmpty() && missing.isEmpty()) {
            html.element("p", "None.");
        }
        html.open("ul");
        missing.forEach((why, trials) -> html.element("li", trials + " × " + why));
        warnings.forEach(warning -> {
            html.open("li").element("b", warning.seen());
            html.text(warning.where().isEmpty() ? "" : ": " + warning.where()).close("li");
        });
        html.close("ul");
        List<String> remedies = Warnings.remedies(warnings);
        if (!remedies.isEmpty()) {
            html.element("h3", "Remedies").open("ul", "class", "remedies");
            remedies.forEach(remedy -> html.element("li", remedy));
            html.close("ul");
        }
        html.close("section");
    }

    /** Why trials were not measured, and how many. */
    private Map<String, Long> missing() {
        return analysis.trials().stream()
                .filter(t -> t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                .collect(Collectors.groupingBy(PageBasis::reason, LinkedHashMap::new, Collectors.counting()));
    }

    private static String reason(Trial trial) {
        return trial.status()
                + (trial.status() == Status.FAILED
                        ? " " + trial.benchmark() + " " + trial.arm().label()
                        : "")
                + ": " + trial.reason();
    }

    private void cite(Html html) {
        html.open("section", "id", "cite").element("h2", "Cite");
        html.element("p", "The ladder with its conditions, to be pasted; also as report RUN --cite.", "class", "note");
        for (Citation.Format format : Citation.Format.values()) {
            String name = format.toString();
            html.open("details")
                    .element("summary", format == Citation.Format.LATEX ? "LaTeX" : "Markdown")
                    .element("button", "Copy", "type", "button", "data-copy", name, "hidden", "")
                    .open("textarea", "id", name, "readonly", "", "rows", "14", "aria-label", "Citation, " + name)
                    .text(Citation.of(analysis, format))
                    .close("textarea")
                    .close("details");
        }
        html.close("section");
    }
}
