package org.guaranteebench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Outcome;
import org.guaranteebench.grid.Cell;

/** What an audit saw of the guarantees of a page: a column of its ladders, and below them what its words mean. */
record PageFaults(List<CostBenefit> observed) {
    static final String HEAD = "under faults";

    private static final Set<Counter> DAMAGE =
            Set.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN, Counter.REORDERED);
    private static final String KEY =
            "A weak twin's damage “as was to be shown” is no failure: without it the stronger one"
                    + " would not be called held. “Not tried” means that this audit did not play the fault against that"
                    + " guarantee: nothing is known, good or bad. Each twin is one injection; how many records are lost or come"
                    + " twice follows from where the fault was placed, and is no rate. What was audited differs from what was"
                    + " costed in the size of records, when it commits and how many requests are in flight (docs/AUDITS.md);"
                    + " where it is another configuration the column names it. Power loss is not among the faults.";

    /** Of a ladder's arms; empty where nothing of the kind was audited. */
    Optional<CostBenefit> of(Ladder ladder) {
        return observed.stream()
                .filter(benefit ->
                        ladder.sheet().family().equals(benefit.subject().family()))
                .findFirst();
    }

    /** One cell of the column. */
    static void cell(Html html, CostBenefit benefit, Ladder.Rung rung) {
        html.open("td", "class", rung.further() ? "faults none" : "faults", "data-head", HEAD);
        if (!rung.further()) {
            String guarantee = benefit.subject().guarantee(rung.cell());
            Optional<CostBenefit.Rung> audited = benefit.rungs().stream()
                    .filter(of ->
                            of.guarantee().equals(guarantee) && !of.observed().isEmpty())
                    .findFirst();
            html.open("div");
            audited.ifPresent(of -> CostBenefitSummary.observed(of).stream()
                    .collect(Collectors.groupingBy(
                            one -> List.of(words(one.twin()), one.twin().cell().arm()),
                            LinkedHashMap::new,
                            Collectors.toList()))
                    .values()
                    .forEach(alike -> entry(html, rung.cell(), alike)));
            html.element(
                    "span",
                    audited.isEmpty()
                            ? CostBenefitTable.NOT_TRIED
                            : CostBenefitTable.NOT_TRIED + ": " + String.join(", ", benefit.notAudited(audited.get())),
                    "class",
                    "untried");
            html.close("div");
        }
        html.close("td");
    }

    /** {@code F4, F7 held}: those of which the same is to be said. */
    private static void entry(Html html, Cell costed, List<CostBenefitSummary.Observed> alike) {
        AuditedTwin twin = alike.get(0).twin();
        String scenarios =
                alike.stream().map(one -> one.twin().scenario()).distinct().collect(Collectors.joining(", "));
        String title = alike.stream()
                .map(one -> one.twin().scenario() + ", " + one.twin().fault() + ": " + one.words())
                .collect(Collectors.joining("\n"));
        html.open("span", "class", kind(twin), "title", title).text(scenarios + " " + words(twin));
        if (!twin.cell().arm().equals(costed.arm())) {
            html.element("small", " audited: " + twin.cell().arm());
        }
        html.close("span");
    }

    /** {@code 123 lost, as was to be shown}; the sentences stand below the ladder. */
    static String words(AuditedTwin twin) {
        if (twin.verdict().outcome() != Outcome.VIOLATED) {
            return twin.verdict().outcome().toString().toLowerCase(Locale.ROOT);
        }
        String damage = twin.counters()
                .map(counters -> Arrays.stream(Counter.values())
                        .filter(counter -> DAMAGE.contains(counter) && counters.of(counter) > 0)
                        .map(counter -> String.format(Locale.ROOT, "%,d ", counters.of(counter)) + counter.words())
                        .collect(Collectors.joining(", ")))
                .orElse("");
        return (damage.isEmpty() ? "violated" : damage)
                + (twin.verdict().expected() ? ", as was to be shown" : ", NOT EXPECTED");
    }

    static String kind(AuditedTwin twin) {
        return switch (twin.verdict().outcome()) {
            case HELD -> "held";
            case VIOLATED -> twin.verdict().expected() ? "shown" : "violated";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    /** The faults by name, how to read the column, and each sentence. */
    void write(Html html) {
        if (observed.isEmpty()) {
            html.open("p", "class", "note")
                    .text("What these guarantees buy: ")
                    .element("code", "java -jar benchmarks.jar audit")
                    .text(" lets faults strike, and the next report has what was observed beside these costs.")
                    .close("p");
            return;
        }
        html.open("section", "id", "faults").element("h2", "Under faults");
        observed.forEach(benefit -> {
            html.element(
                    "p",
                    "Audit " + benefit.audit().run() + " of " + benefit.subject() + ", "
                            + Summary.nodes(benefit.audit()) + ".",
                    "class",
                    "note");
            html.open("dl", "class", "legend");
            names(benefit)
                    .forEach((scenario, fault) -> html.open("div")
                            .element("dt", scenario)
                            .element("dd", fault)
                            .close("div"));
            html.close("dl");
        });
        html.element("p", KEY, "class", "note");
        html.open("details").element("summary", "What was observed of each guarantee, in full");
        observed.forEach(benefit -> {
            html.open("table", "class", "observed").open("tbody");
            benefit.rungs()
                    .forEach(rung -> CostBenefitSummary.observed(rung)
                            .forEach(one -> html.open("tr")
                                    .element("th", rung.guarantee(), "scope", "row")
                                    .element("td", one.label())
                                    .element("td", one.words(), "class", kind(one.twin()))
                                    .close("tr")));
            html.close("tbody").close("table");
        });
        html.close("details").close("section");
    }

    private static Map<String, String> names(CostBenefit benefit) {
        Map<String, String> names = new LinkedHashMap<>();
        benefit.rungs().stream()
                .flatMap(rung -> rung.observed().stream())
                .sorted(AuditedTwin.IN_ORDER)
                .forEach(twin -> names.putIfAbsent(twin.scenario(), twin.fault()));
        return names;
    }
}
