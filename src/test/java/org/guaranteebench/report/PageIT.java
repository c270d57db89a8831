package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.guaranteebench.Browser;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that {@code benchmarks.jar} made, as a real browser shows them from a file. */
class PageIT {
    private static final int MOST_BYTES = 2 << 20;
    private static final String DRAWN = "document.documentElement.dataset.charts === 'drawn'";
    private static final String HOSTILE =
            "</script><script>window.hostile=1</script><img src=x onerror='window.hostile=2'>" + "\"&amp\u2028<!--";

    @TempDir
    private Path home;

    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        browser = Browser.start(home);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    /** As the user has it who was sent a run: without histograms. */
    private RunFolder copyOf(String reference) throws IOException {
        Path from = Path.of(System.getProperty("benchmarks.jar"))
                .resolveSibling("results")
                .resolve(reference);
        Path to = Files.createDirectories(home.resolve("results").resolve(reference));
        Files.copy(from.resolve("run.json"), to.resolve("run.json"));
        Path journal = new RunFolder(from).keptJournal();
        Files.copy(journal, to.resolve(journal.getFileName()));
        // Of all files the largest, and not published of every run.
        if (Files.exists(from.resolve("spectrum.csv"))) {
            Files.copy(from.resolve("spectrum.csv"), to.resolve("spectrum.csv"));
        }
        return new RunFolder(to);
    }

    private void report(RunFolder folder) {
        try (Jar jar = Jar.start(home, "report", folder.path().toString())) {
            assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
        }
    }

    private void show(RunFolder folder, int width, String scheme) throws Exception {
        browser.resize(width, 800);
        browser.media("screen", scheme);
        browser.open(folder.reportHtml(), DRAWN);
        Path pictures = Path.of(System.getProperty("benchmarks.jar")).resolveSibling("target/page");
        String name = folder.path().getFileName() + "-" + width + "-" + scheme;
        browser.screenshot(pictures.resolve(name + ".png"), true);
    }

    private void assertSound(String what) throws IOException {
        assertThat(browser.problems()).as(what).isEmpty();
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('figure.chart')].filter(f => !f.querySelector('.drawing svg')).length")
                        .asInt())
                .as("charts that were not drawn: " + what)
                .isZero();
        assertThat(browser.evaluate(overlaps())).as(what).isEmpty();
    }

    private static String overlaps() throws IOException {
        try (InputStream in = PageIT.class.getResourceAsStream("/page/overlaps.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Map<String, String>> costs(RunFolder folder) throws IOException {
        return rows(folder.costsCsv());
    }

    private static List<Map<String, String>> rows(Path csv) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv.toFile())) {
            return rows.readAll();
        }
    }

    /** Every ratio that the page's tables show, held against costs.csv digit by digit, and its text against both. */
    private void assertFiguresOf(RunFolder folder) throws IOException {
        JsonNode cells = browser.evaluate("[...document.querySelectorAll('td[data-ratio]')].map(td => ({...td.dataset,"
                + " text: td.querySelector('.ratio').textContent, verdict: td.title}))");
        assertThat(cells).hasSizeGreaterThan(10);
        List<Map<String, String>> costs = costs(folder);
        for (JsonNode cell : cells) {
            List<Map<String, String>> row = costs.stream()
                    .filter(r -> r.get("comparison")
                                    .equals(cell.path("comparison").asText())
                            && r.get("benchmark").equals(cell.path("benchmark").asText())
                            && r.get("arm").equals(cell.path("arm").asText())
                            && r.get("metric").equals(cell.path("metric").asText()))
                    .toList();
            assertThat(row).as(cell.toString()).hasSize(1);
            assertThat(List.of("ratio", "low", "high", "verdict"))
                    .extracting(key -> cell.path(key).asText())
                    .containsExactly(
                            row.get(0).get("ratio"),
                            row.get(0).get("ci_low"),
                            row.get(0).get("ci_high"),
                            row.get(0).get("verdict"));
            double ratio = Double.parseDouble(row.get(0).get("ratio"));
            String shown = cell.path("text").asText().replaceAll("^×([\\d.]+).*", "$1");
            double step = ratio < 0.0995 ? 0.001 : ratio < 9.995 ? 0.01 : 1;
            assertThat(Double.parseDouble(shown))
                    .as(cell.toString())
                    .isBetween(ratio - 0.51 * step, ratio + 0.51 * step);
        }
    }

    @Test
    void theReferenceRunIsSoundAtEveryWidthAndItsFiguresAreThoseOfCostsCsv() throws Exception {
        RunFolder folder = copyOf("reference");
        report(folder);
        assertThat(folder.reportHtml()).isNotEmptyFile();
        assertThat(Files.size(folder.reportHtml())).isLessThan(MOST_BYTES);
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 390}) {
                show(folder, width, scheme);
                assertSound(width + " " + scheme);
            }
        }
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(21, 24, 27)");
        assertFiguresOf(folder);
        for (String comparison : List.of("baseline", "step")) {
            assertThat(browser.evaluate("document.querySelectorAll('td[data-comparison=" + comparison + "]').length")
                            .asInt())
                    .as(comparison + ": four arms with four metrics, and three figures until committed")
                    .isEqualTo(4 * 4 + 3);
        }
        assertThat(browser.evaluate("[...document.querySelectorAll('td[data-ratio]')].filter(td =>"
                                + " (getComputedStyle(td.querySelector('.ratio')).fontWeight >= 600)"
                                + " !== /^(costs|gains|saves)/.test(td.title)).length")
                        .asInt())
                .as("bold is what the verdict calls a difference, and nothing else")
                .isZero();
    }

    /** Beside an audit: nothing is blank, every fault is explained in sight, and no damage that had to be looks like one. */
    @Test
    void whatWasNotTriedSaysSoAndEveryFaultHasItsDescription() throws Exception {
        RunFolder folder = copyOf("reference");
        Path audit = Files.createDirectories(home.resolve("results/20261122-021949-846a"));
        Path from = Path.of(System.getProperty("benchmarks.jar")).resolveSibling("results/reference/audit");
        for (String file : List.of("run.json", "audit.csv")) {
            Files.copy(from.resolve(file), audit.resolve(file));
        }
        report(folder);
        for (int width : new int[] {1280, 390}) {
            show(folder, width, "light");
            assertSound("with faults " + width);
        }
        assertThat(browser.evaluate("[...document.querySelectorAll('td.faults:not(.none)')].map(td => td.innerText)"))
                .hasSize(5)
                .allSatisfy(cell -> assertThat(cell.asText()).contains("not tried"));
        assertThat(browser.evaluate("[...document.querySelectorAll('#faults dt')].filter(dt => dt.checkVisibility())"
                        + ".map(dt => dt.textContent)"))
                .extracting(JsonNode::asText)
                .containsExactly("F3", "F4", "F5", "F6", "F7", "F9");
        assertThat(browser.evaluate("document.querySelectorAll('td.faults .violated').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.querySelector('.ladder').innerText")
                        .asText())
                .contains("F9 1,000 lost, as was to be shown", "audited: transactional 1000 read_committed");
    }

    /** With what the same guarantees cost: every twin of audit.csv in sight, and a point for each kill that counts. */
    @Test
    void anAuditsPageIsSoundAndHoldsEveryTwinAndEveryKill() throws Exception {
        RunFolder costs = copyOf("reference");
        report(costs);
        Path audit = Files.createDirectories(home.resolve("results/20261122-021949-846a"));
        Path from = Path.of(System.getProperty("benchmarks.jar")).resolveSibling("results/reference/audit");
        for (String file : List.of("run.json", "audit.csv", "availability.csv", "availability-levels.csv")) {
            Files.copy(from.resolve(file), audit.resolve(file));
        }
        try (Jar jar = Jar.start(
                home, "report", audit.toString(), "--costs", costs.path().toString())) {
            assertThat(jar.await(120)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.out()).contains("page     " + audit.resolve("report.html"));
        }
        RunFolder folder = new RunFolder(audit);
        assertThat(Files.size(folder.reportHtml())).isLessThan(MOST_BYTES);
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 390}) {
                show(folder, width, scheme);
                assertSound("audit " + width + " " + scheme);
            }
        }
        List<Map<String, String>> twins = rows(folder.auditCsv());
        assertThat(browser.evaluate("[...document.querySelectorAll('#answer td span')].map(s => s.className)"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(twins.stream()
                        .map(row -> row.get("verdict").equals("HELD") ? "held" : "shown")
                        .toList());
        assertThat(browser.evaluate("document.querySelectorAll('#evidence tbody tr').length")
                        .asInt())
                .isEqualTo(twins.size());
        assertThat(browser.evaluate(
                                "document.querySelectorAll('figure[data-kind=gaps] [aria-label=dot] :is(path, circle)').length")
                        .asInt())
                .isEqualTo(rows(folder.availabilityCsv()).size());
        assertThat(browser.evaluate("document.querySelector('#costs').innerText")
                        .asText())
                .contains(
                        "throughput " + idempotentThroughput(costs).get("verdict"),
                        "F9 1,000 lost, as was to be shown");
    }

    /** Of costs.csv, against the baseline. */
    private static Map<String, String> idempotentThroughput(RunFolder run) throws IOException {
        return rows(run.costsCsv()).stream()
                .filter(row -> row.get("benchmark").equals("ProduceThroughput")
                        && row.get("arm").equals("idempotent")
                        && row.get("comparison").equals("baseline")
                        && row.get("metric").equals("throughput"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void worseStandsAtTheEndOfTheAxisThatIsWorse() throws Exception {
        RunFolder folder = copyOf("reference");
        report(folder);
        show(folder, 1280, "light");
        String label = "(() => { const svg = document.querySelector('figure[data-kind=costs] svg');"
                + " const t = [...svg.querySelectorAll('text')].find(t => t.textContent.includes('worse'));"
                + " const box = svg.getBoundingClientRect(), at = t.getBoundingClientRect();"
                + " return t.textContent + ' ' + ((at.left + at.right) / 2 < (box.left + box.right) / 2); })()";
        assertThat(browser.evaluate(label).asText()).isEqualTo("← worse · ratio to leader-ack true");
        browser.evaluate("(() => { const s = document.querySelector('figure[data-kind=costs] select'); s.value = 1;"
                + " s.dispatchEvent(new Event('change')); })()");
        assertThat(browser.evaluate(label).asText()).isEqualTo("ratio to leader-ack · worse → false");
    }

    @Test
    void theFirstScreenHoldsQuestionLadderControlAndConditions() throws Exception {
        RunFolder folder = copyOf("reference");
        report(folder);
        show(folder, 1280, "light");
        for (String part : List.of("h1", ".setting", ".ladder", ".control")) {
            assertThat(browser.evaluate("document.querySelector('" + part + "').getBoundingClientRect().bottom")
                            .asDouble())
                    .as(part)
                    .isBetween(1.0, 800.0);
        }
    }

    @Test
    void aConsumingRunWithMatricesIsSound() throws Exception {
        RunFolder folder = copyOf("reference/consuming");
        report(folder);
        assertThat(Files.size(folder.reportHtml())).isLessThan(MOST_BYTES);
        for (int width : new int[] {1280, 390}) {
            show(folder, width, "light");
            assertSound("consuming " + width);
        }
        assertFiguresOf(folder);
        assertThat(browser.evaluate("document.querySelectorAll('table.matrix').length")
                        .asInt())
                .isPositive();
    }

    @Test
    void aCurveHasThePointsOfCurveCsvAndARateThatItSustainsForEachLevel() throws Exception {
        GoldenRun run = GoldenCurve.run();
        RunFolder folder = run.save(home);
        Page.write(run.analysis(), folder, List.of());
        for (int width : new int[] {1280, 390}) {
            show(folder, width, "light");
            assertSound("curve " + width);
        }
        List<List<String>> expected = new ArrayList<>();
        for (Map<String, String> row : rows(folder.curveCsv())) {
            if (!row.get("ack_p50").isEmpty()) {
                expected.add(
                        List.of(row.get("arm"), row.get("achieved_rate"), row.get("ack_p50"), row.get("ack_p50_low")));
            }
        }
        List<List<String>> drawn = new ArrayList<>();
        int committed = 0;
        JsonNode sheet = browser.evaluate("JSON.parse(document.getElementById('data').textContent)[0]");
        for (JsonNode line : sheet.path("curves").path(0).path("lines")) {
            if (line.path("distribution").asText().equals("ack")) {
                String arm = sheet.path("arms")
                        .path(line.path("arm").asInt())
                        .path("label")
                        .asText();
                for (JsonNode point : line.path("points")) {
                    drawn.add(List.of(
                            arm,
                            point.path("rate").asText(),
                            point.path("value").asText(),
                            point.path("low").asText()));
                }
            } else {
                committed += line.path("points").size();
            }
        }
        assertThat(committed).isPositive();
        assertThat(drawn).hasSizeGreaterThan(25).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(browser.evaluate(
                                "document.querySelectorAll('figure[data-kind=curves] [aria-label=dot] :is(path, circle)').length")
                        .asInt())
                .as("a marker for each point, until committed as well, and one for what each level sustains")
                .isEqualTo(drawn.size() + committed + GoldenCurve.SUSTAINABLE.size());
        assertThat(browser.evaluate("[...document.querySelectorAll('.saturation tbody tr')].map(tr =>"
                                + " tr.children[1].firstChild.textContent.replace(',', '')).join()")
                        .asText())
                .isEqualTo(GoldenCurve.SUSTAINABLE.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    @Test
    void whatIsChosenByKeysIsDrawnAgain() throws Exception {
        RunFolder folder = copyOf("reference");
        report(folder);
        show(folder, 1280, "light");
        String costs = "document.querySelector('figure[data-kind=costs] ";
        assertThat(browser.evaluate(costs + "svg').getAttribute('aria-label')").asText())
                .isEqualTo("Cost in throughput");
        browser.evaluate(costs + "select').focus()");
        browser.evaluate(
                "(() => { const s = " + costs + "select'); s.value = 1; s.dispatchEvent(new Event('change')); })()");
        assertThat(browser.evaluate(costs + "svg').getAttribute('aria-label')").asText())
                .isEqualTo("Cost in ack p50");
        String lines =
                "document.querySelectorAll('figure[data-kind=spectrum] .drawing svg g[aria-label=line] path').length";
        int before = browser.evaluate(lines).asInt();
        browser.evaluate("document.querySelector('figure[data-kind=spectrum] input').click()");
        assertThat(browser.evaluate(lines).asInt()).isLessThan(before);
        assertThat(browser.evaluate("[...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0)")
                        .asBoolean())
                .isTrue();
        assertSound("after a choice");
    }

    @Test
    void withoutScriptsWhatMattersIsThere() throws Exception {
        RunFolder folder = copyOf("reference");
        report(folder);
        browser.scripts(false);
        browser.resize(1280, 800);
        browser.open(folder.reportHtml(), "document.querySelector('.ladder') !== null");
        Map<String, String> cost = idempotentThroughput(folder);
        String ratio = String.format(
                Locale.ROOT,
                "×%.2f (%.2f–%.2f)",
                Double.parseDouble(cost.get("ratio")),
                Double.parseDouble(cost.get("ci_low")),
                Double.parseDouble(cost.get("ci_high")));
        assertThat(browser.evaluate("document.body.innerText").asText())
                .contains(ratio, cost.get("verdict"), "A/A (baseline against itself)", "3 brokers")
                .contains("The charts need JavaScript");
        browser.scripts(true);
    }

    private static Arm arm(String producer, Cell cell) {
        Workload workload =
                new Workload(1024, 16, 6, OptionalInt.empty(), 5, 16384, 5, "none", Map.of("client.id", producer));
        return new Arm("ProduceThroughput", cell, workload, false);
    }

    @Test
    void aHostileNameIsShownAsText() throws Exception {
        SyntheticRun run = new SyntheticRun()
                .arguments("-p", "producer.client.id=" + HOSTILE)
                .warn(HOSTILE, "warned of " + HOSTILE);
        List<String> producers = new ArrayList<>(List.of("usual", HOSTILE));
        for (int block = 1; block <= 6; block++) {
            for (String producer : producers) {
                run.measured(block, arm(producer, SyntheticRun.LEADER_ACK), metric("throughput", 1000 + block));
                run.flagged(
                        block,
                        arm(producer, SyntheticRun.ALL_ISR),
                        new Flag(HOSTILE, "seen: " + HOSTILE),
                        metric("throughput", 800 + 2 * block),
                        metric(HOSTILE, 1));
            }
        }
        run.without(7, arm(HOSTILE, SyntheticRun.ALL_ISR), Status.FAILED, "said " + HOSTILE);
        RunFolder folder = run.save(Files.createDirectories(home.resolve("results")));
        report(folder);
        for (int width : new int[] {1280, 390}) {
            show(folder, width, "light");
            assertSound("hostile " + width);
        }
        assertThat(browser.evaluate("typeof window.hostile").asText()).isEqualTo("undefined");
        assertThat(browser.evaluate("document.images.length").asInt()).isZero();
        assertThat(browser.evaluate("document.body.textContent").asText())
                .contains("producer=client.id=" + HOSTILE.replace('\u2028', ' ').substring(0, 40))
                .contains("said </script>");
    }
}
