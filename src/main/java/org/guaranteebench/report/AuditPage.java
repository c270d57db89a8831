package org.guaranteebench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;

/**
 * {@code report.html} of an audit: what was observed of each guarantee under faults, and what these guarantees cost where
 * a run says so. From files alone.
 */
public final class AuditPage {
    private static final String CAPTION =
            "Each fault is injected twice: against a weak twin, which has to show the damage, and against a strong one,"
                    + " which promises not to. Where the weak one shows none, the strong one is not called held.";
    private static final String KEY =
            "Each twin is one injection. How many records are lost or come twice follows from where the fault was placed,"
                    + " and is no rate; what was observed once is not proven for ever. Power loss is not among the faults.";
    private static final String METHOD =
            "Client processes note in ledgers what they send and hear, a fault strikes at a record that was chosen before,"
                    + " and when all have ended an oracle in a process of its own reads the topic back and holds every record"
                    + " against the ledgers. Which damage the weak twin must show, what the strong one promises, and whose view"
                    + " decides was written before. A verdict needs proof that the fault struck: Evidence, above. ";
    private static final List<String> DOCUMENTS =
            List.of("docs/AUDITS.md", "docs/SEMANTICS.md", "docs/METHOD.md", "docs/FORMATS.md");

    private final RunInfo info;
    private final List<AuditedTwin> twins;
    private final List<CostBenefit> benefits;

    private AuditPage(RunInfo info, List<AuditedTwin> twins, List<CostBenefit> benefits) {
        this.info = info;
        this.twins = twins.stream().sorted(AuditedTwin.IN_ORDER).toList();
        this.benefits = benefits;
    }

    /**
     * Appears whole or not at all.
     *
     * @param twins none of an audit of availability alone
     * @param benefits these, with what their guarantees cost
     *     <p>Errors: {@link IOException} in one line for a file of the audit that is damaged, or a disk that is full.
     */
    public static void write(RunFolder audit, List<AuditedTwin> twins, List<CostBenefit> benefits) throws IOException {
        RunInfo info = RunInfo.read(audit.runJson());
        String html = new AuditPage(info, twins, benefits)
                .html(
                        CsvRows.read(audit.auditCsv()),
                        new PageAvailability(
                                CsvRows.read(audit.availabilityLevelsCsv()), CsvRows.read(audit.availabilityCsv())),
                        Files.readString(audit.runJson(), StandardCharsets.UTF_8),
                        PageAssets.load());
        RunFolder.writeAtomically(audit.reportHtml(), html.getBytes(StandardCharsets.UTF_8));
    }

    private String html(
            List<Map<String, String>> rows, PageAvailability availability, String conditions, PageAssets assets) {
        Html html = PageFrame.begin("Audit " + info.run() + ": what guarantees buy", assets);
        html.open("header").element("h1", "What does each Kafka delivery guarantee buy here?");
        navigation(html, availability);
        notices(html);
        setting(html);
        html.close("header").open("main");
        scenarios(html);
        availability.write(html);
        costs(html);
        evidence(html, rows);
        PageFrame.conditions(html, conditions);
        PageFrame.method(html, METHOD, DOCUMENTS);
        html.close("main");
        return PageFrame.end(html, "audit", info, ChartData.json(availability.charts()), assets);
    }

    private void navigation(Html html, PageAvailability availability) {
        html.open("nav", "aria-label", "Sections");
        if (!availability.isEmpty()) {
            PageFrame.link(html, "availability", "Availability");
        }
        if (!twins.isEmpty()) {
            PageFrame.link(html, "costs", "Costs");
            PageFrame.link(html, "evidence", "Evidence");
        }
        PageFrame.link(html, "conditions", "Conditions");
        PageFrame.link(html, "method", "Method");
        html.close("nav");
    }

    private void notices(Html html) {
        if (info.finished().isEmpty()) {
            html.element("p", "This audit was cut short: what is here was observed before.", "class", "alarm");
        }
        List<String> others = twins.stream()
                .filter(twin -> !twin.verdict().asExpected(twin.control()))
                .map(AuditedTwin::scenario)
                .distinct()
                .toList();
        if (!twins.isEmpty()) {
            int all = (int) twins.stream().map(AuditedTwin::scenario).distinct().count();
            html.element(
                    "p", AuditSummary.conclusion(all, others) + ".", "class", others.isEmpty() ? "course" : "alarm");
        }
        info.warnings().forEach(warning -> html.element("p", warning.message(), "class", "alarm"));
    }

    private void setting(Html html) {
        Setting setting = new Setting(info);
        html.open("dl", "class", "setting");
        PageFrame.term(html, "Audit", info.run() + ", " + setting.started());
        if (!twins.isEmpty()) {
            Csv.groupedCount(info.clientProperties().getOrDefault("records", ""))
                    .ifPresent(records -> PageFrame.term(html, "Records", records + " a twin"));
        }
        PageFrame.term(html, "Cluster", setting.cluster());
        PageFrame.term(html, "Machine", setting.machine());
        PageFrame.term(html, "Versions", setting.versions());
        html.close("dl");
    }

    private void scenarios(Html html) {
        if (twins.isEmpty()) {
            return;
        }
        html.open("section", "id", "answer");
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Scenarios");
        html.open("table", "class", "ladder audited").element("caption", CAPTION);
        html.open("thead").open("tr").element("th", "fault", "scope", "col");
        html.element("th", "weak twin", "scope", "col").element("th", "strong twin", "scope", "col");
        html.close("tr").close("thead").open("tbody");
        Map<String, List<AuditedTwin>> byScenario = twins.stream()
                .collect(Collectors.groupingBy(AuditedTwin::scenario, LinkedHashMap::new, Collectors.toList()));
        byScenario.forEach((scenario, of) -> {
            html.open("tr").open("th", "scope", "row").text(scenario);
            html.element("small", of.get(0).fault()).close("th");
            side(html, "weak twin", of.stream().filter(AuditedTwin::control).toList());
            side(
                    html,
                    "strong twin",
                    of.stream().filter(twin -> !twin.control()).toList());
            html.close("tr");
        });
        html.close("tbody").close("table").close("div");
        html.element("p", KEY, "class", "note").close("section");
    }

    /** Repetitions of which the same is to be said are said once. */
    private static void side(Html html, String head, List<AuditedTwin> repetitions) {
        html.open("td", "data-head", head).open("div");
        Map<List<Object>, List<AuditedTwin>> alike = repetitions.stream()
                .collect(Collectors.groupingBy(
                        twin -> List.of(
                                twin.cell(),
                                twin.verdict().words(),
                                twin.verdict().statement(),
                                twin.lag()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        alike.values().forEach(same -> seen(html, same, repetitions.size()));
        html.close("div").close("td");
    }

    private static void seen(Html html, List<AuditedTwin> same, int all) {
        AuditedTwin twin = same.get(0);
        html.open("p").element("span", heading(twin), "class", PageFaults.kind(twin));
        html.text(": " + said(twin));
        List<String> notes = new ArrayList<>();
        notes.add(
                twin.whose().isEmpty()
                        ? twin.cell().arm()
                        : twin.whose() + " (" + twin.cell().arm() + ")");
        twin.lag().ifPresent(lag -> notes.add(String.format(Locale.ROOT, "the group's lag when struck: %,d", lag)));
        if (all > 1) {
            notes.add(same.size() + " of " + all + " repetitions");
        }
        html.element("small", String.join("; ", notes)).close("p");
    }

    private static String heading(AuditedTwin twin) {
        return switch (twin.verdict().outcome()) {
            case HELD -> "held";
            case VIOLATED -> twin.verdict().expected() ? "damaged, as was to be shown" : "VIOLATED, NOT EXPECTED";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    /** The scenario stands beside it, and all of it was observed. */
    private static String said(AuditedTwin twin) {
        return AuditSummary.said(twin.verdict(), twin.scenario());
    }

    private void costs(Html html) {
        if (twins.isEmpty()) {
            return;
        }
        html.open("section", "id", "costs").element("h2", "What the same guarantees cost");
        for (CostBenefit benefit : benefits) {
            if (benefit.rungs().stream().allMatch(rung -> rung.arms().isEmpty())) {
                html.open("p", "class", "note")
                        .text("Of " + benefit.subject() + " no cost was measured here; ")
                        .element("code", "report AUDIT --costs RUN")
                        .text(" sets those of a run of " + benefit.subject().benchmarks()
                                + " beside what was observed.")
                        .close("p");
            } else {
                costs(html, benefit, benefit.costs().orElseThrow());
            }
        }
        html.close("section");
    }

    private static void costs(Html html, CostBenefit benefit, Analysis run) {
        String alarm = Ladder.typeset(Controls.of(run).alarm());
        if (!alarm.isEmpty()) {
            html.element("p", alarm, "class", "alarm");
        }
        new CostBenefitSummary(benefit).others(run.info()).ifPresent(text -> html.element("p", text, "class", "alarm"));
        Sheet.of(benefit.rungs().stream().flatMap(rung -> rung.arms().stream()).toList())
                .forEach(sheet -> costs(html, benefit, new CellRows(run, sheet)));
        String control = Ladder.typeset(Controls.of(run).sentence());
        if (!control.isEmpty()) {
            html.element("p", control + ".", "class", "control");
        }
    }

    private static void costs(Html html, CostBenefit benefit, CellRows rows) {
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Costs");
        html.open("table", "class", "ladder audited")
                .element(
                        "caption",
                        "Costs: run " + rows.analysis().info().run() + ", "
                                + rows.sheet().workload() + rows.sheet().latencies()
                                + ". Observed: this audit, which had records of its own size.");
        html.open("thead").open("tr").element("th", benefit.subject() + " with", "scope", "col");
        html.element("th", "cost", "scope", "col").element("th", PageFaults.HEAD, "scope", "col");
        html.close("tr").close("thead").open("tbody");
        for (CostBenefit.Rung rung : benefit.rungs()) {
            html.open("tr").element("th", rung.guarantee(), "scope", "row");
            html.open("td", "data-head", "cost").open("div");
            List<String> costs = prices(rung, rows);
            (costs.isEmpty() ? Stream.of(CostBenefitTable.NOT_MEASURED) : costs.stream())
                    .forEach(cost -> html.element("p", Ladder.typeset(cost)));
            html.close("div").close("td");
            html.open("td", "class", "faults", "data-head", PageFaults.HEAD).open("div");
            CostBenefitSummary.observed(rung).stream()
                    .map(CostBenefitSummary.Observed::twin)
                    .forEach(twin -> html.element(
                            "span", twin.scenario() + " " + PageFaults.words(twin), "class", PageFaults.kind(twin)));
            List<String> untried = benefit.notAudited(rung);
            if (!untried.isEmpty()) {
                html.element(
                        "span", CostBenefitTable.NOT_TRIED + ": " + String.join(", ", untried), "class", "untried");
            }
            html.close("div").close("td").close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    /** A sentence for each way to have the guarantee that the sheet measured. */
    private static List<String> prices(CostBenefit.Rung rung, CellRows rows) {
        Map<Cell, List<Arm>> byCell = rung.arms().stream()
                .filter(arm -> rows.sheet().arms().contains(arm))
                .collect(Collectors.groupingBy(Arm::cell, LinkedHashMap::new, Collectors.toList()));
        return byCell.values().stream()
                .map(arms -> {
                    String verdicts = rows.verdicts(arms.get(0).cell(), arms);
                    String price = arms.stream().anyMatch(rows.analysis()::isBaseline)
                            ? "baseline"
                            : verdicts.isEmpty() ? "too few blocks to tell" : verdicts;
                    String name = arms.get(0).cell().arm();
                    return name.equals(rung.guarantee()) ? price : name + ": " + price;
                })
                .toList();
    }

    private void evidence(Html html, List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.open("section", "id", "evidence").element("h2", "Evidence");
        html.element(
                "p",
                "What proves that each fault struck, and every counter (docs/AUDITS.md says exactly what each counts)."
                        + " verify AUDIT judges once more from the ledgers, where those were kept.",
                "class",
                "note");
        html.open("details").element("summary", "Every twin: " + rows.size());
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Every twin");
        html.open("table", "class", "trials evidence").open("thead").open("tr");
        List<String> counters = Stream.of(Counter.values()).map(Counter::column).toList();
        Stream.concat(Stream.concat(Stream.of("scenario", "twin", "arm"), counters.stream()), Stream.of("lag"))
                .forEach(name -> html.element("th", name, "scope", "col"));
        html.element("th", "verdict", "scope", "col").element("th", "evidence", "scope", "col");
        html.close("tr").close("thead").open("tbody");
        boolean repeated = rows.stream()
                .anyMatch(row -> !row.getOrDefault("repetition", "1").equals("1"));
        for (Map<String, String> row : rows) {
            html.open("tr")
                    .element(
                            "th",
                            row.getOrDefault("scenario", "")
                                    + (repeated ? " no. " + row.getOrDefault("repetition", "") : ""),
                            "scope",
                            "row");
            html.element("td", "true".equals(row.get("control")) ? "weak" : "strong");
            html.element("td", row.getOrDefault("arm", row.getOrDefault("level", "")));
            Stream.concat(counters.stream(), Stream.of("lag"))
                    .map(name -> row.getOrDefault(name, ""))
                    .forEach(count -> html.element("td", Csv.groupedCount(count).orElse(count), "class", "number"));
            html.element("td", row.getOrDefault("verdict", ""));
            html.element("td", row.getOrDefault("evidence", ""), "class", "words")
                    .close("tr");
        }
        html.close("tbody").close("table").close("div").close("details").close("section");
    }
}
