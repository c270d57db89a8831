package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final PageAssets BARE = new PageAssets("", List.of(), "none");

    @TempDir
    private Path out;

    static String page(SyntheticRun run, CostBenefit... observed) {
        return Page.html(run.analysis(), List.of(observed), List.of(), "{}", BARE);
    }

    private static JsonNode data(String html) throws IOException {
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*)</script>")
                .matcher(html);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    /** A flag, a failure, a refused combination and a warning. */
    static SyntheticRun small() {
        return CitationTest.ladder(8)
                .flagged(9, throughput(ALL_ISR), new Flag("steal", "3 % stolen"), metric("throughput", 650))
                .without(9, throughput(LEADER_ACK), Status.FAILED, "broker 2 ended")
                .without(
                        0,
                        throughput(Cell.of("0", "true", "none", "read_uncommitted")),
                        Status.INVALID,
                        "enable.idempotence=true needs acks=all")
                .warn("one-node", "a warning");
    }

    @Test
    void aSmallRunsPageIsTheSameByteForByte() throws IOException {
        Golden.assertSame(Files.writeString(out.resolve("report.html"), page(small())), "report.html");
    }

    @Test
    void figuresOfTablesAndChartsAreThoseOfCostsCsv() throws IOException {
        SyntheticRun run = CostBenefitRuns.producers("20250303-030405-beef", 8);
        RunFolder folder = run.save(out);
        Analysis analysis = run.analysis();
        Tables.write(analysis, folder);
        Page.write(analysis, folder, List.of());
        String html = Files.readString(folder.reportHtml());
        List<String> costs = Files.readAllLines(folder.costsCsv());
        Matcher cell = Pattern.compile(
                        "data-metric=\"(\\w+)\" data-benchmark=\"(\\w+)\" data-arm=\"([\\w -]+)\""
                                + " data-comparison=\"(\\w+)\""
                                + " data-median=\"[\\d.]+\" data-ratio=\"([\\d.]+)\" data-low=\"([\\d.]+)\" data-high=\"([\\d.]+)\"")
                .matcher(html);
        int cells = 0;
        for (; cell.find(); cells++) {
            String figures =
                    "," + cell.group(1) + "," + cell.group(5) + "," + cell.group(6) + "," + cell.group(7) + ",8,";
            assertThat(costs)
                    .anyMatch(row -> row.startsWith("20250303-030405-beef," + cell.group(2) + ",")
                            && row.contains(figures)
                            && row.contains("," + cell.group(3) + "," + cell.group(4) + ","));
        }
        assertThat(cells)
                .as("three arms with throughput, p50 and p99, each to the baseline and to the rung below")
                .isEqualTo(2 * 9);
        JsonNode charts = data(html).get(0).get("costs");
        assertThat(charts).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode panel : charts) {
            for (JsonNode row : panel.get("rows")) {
                String text = panel.get("metric").asText() + ","
                        + row.get("ratio").decimalValue().toPlainString();
                assertThat(row.get("verdict").asText().equals("baseline")
                                || costs.stream().anyMatch(line -> line.contains(text)))
                        .as(text)
                        .isTrue();
            }
        }
    }

    @Test
    void whatAnAuditSawStandsBesideTheCosts() {
        SyntheticRun run = CostBenefitRuns.producers("20250303-030405-beef", 8);
        SyntheticAuditFolder audit = SyntheticAuditFolder.ofProducers();
        List<AuditedTwin> twins = audit.rows().stream()
                .map(row -> new AuditedTwin(
                        row.scenario(),
                        row.fault(),
                        row.cell(),
                        row.control(),
                        row.twin().counters(),
                        row.verdict(),
                        row.lag(),
                        row.repetition(),
                        row.whose()))
                .toList();
        RunInfo info = audit.conditions().info();
        List<CostBenefit> observed = CostBenefit.of(info, twins, Map.of(Subject.PRODUCERS, run.analysis()));
        String html = Page.html(run.analysis(), observed, List.of(), "{}", BARE);
        assertThat(html)
                .containsPattern("<span class=\"shown\" title=\"[^\"]+\">F9 1,000 lost, as was to be shown")
                .containsPattern("<span class=\"held\" title=\"[^\"]+\">F9 held")
                .containsPattern("<span class=\"inconclusive\" title=\"[^\"]+\">F5 inconclusive")
                .contains("Audit " + SyntheticAuditFolder.ID + " of producers, 3 brokers")
                .contains("observed 0 lost in 1,000 sends under F9");
        assertThat(page(run)).doesNotContain("under faults</th>").contains("java -jar benchmarks.jar audit");
    }

    @Test
    void whatMustBeKnownFirstStandsFirst() {
        SyntheticRun run = new SyntheticRun().unfinished();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 1000));
            run.measured(block, SyntheticRun.again(throughput(LEADER_ACK)), metric("throughput", 800));
        }
        run.without(9, throughput(ALL_ISR), Status.INTERRUPTED, "the run was stopped before it");
        String html = page(run);
        assertThat(html.indexOf("A/A FIRST")).isPositive().isLessThan(html.indexOf("class=\"ladder\""));
        assertThat(html)
                .contains("NOT FINISHED: it goes on, or was killed; measured are 8 blocks.")
                .contains("1 of 17 trials were not measured: ")
                .contains("<li>1 × INTERRUPTED: the run was stopped before it</li>");
    }

    @Test
    void whatDecidedHowLongItWentAndWhatItLeftOutStandsFirstAndInTheMethod() {
        SyntheticRun run = CitationTest.ladder(11)
                .precision(new Precision(
                        0.03, 3600, 10, 0.965, Precision.REACHED, 11, 0.021, "idempotent / all-isr", 0, 0))
                .rejectDisturbed("steal>2%")
                .flagged(12, throughput(LEADER_ACK), new Flag("steal", "5 %"), metric("steal", 0.05))
                .segments(
                        new Segment(1, 1, "a", "b", "", "", "stopped by a signal"),
                        new Segment(2, 5, "c", "d", "", "stopped by a signal", Segment.COMPLETE));
        String html = page(run);
        assertThat(html.substring(0, html.indexOf("class=\"ladder\"")))
                .contains("Precision reached: throughput from rung to rung is known to ±2.1 %")
                .contains("--reject-disturbed steal&gt;2%, fixed before the run, leaves out 1 of 12 blocks")
                .contains("Measured in 2 segments");
        assertThat(html)
                .contains("the exact signed-rank interval at 96.5 %, which needs six blocks: the run looked")
                .doesNotContain("the exact 95 % signed-rank interval")
                .contains("<h2>Without disturbed blocks</h2>")
                .contains("<th scope=\"row\">all-isr throughput</th>\n<td>×0.70 (0.70–0.70), n=11</td>");
        assertThat(page(CitationTest.ladder(8)))
                .contains("the exact 95 % signed-rank interval")
                .doesNotContain("Without disturbed", "segments", "Precision reached");
    }

    @Test
    void everyMetricOfATrialSaysWhatItMeansOnItsNameAndBelow() {
        String html = page(new SyntheticRun()
                .measured(1, latency(LEADER_ACK), metric("unfinished", 3), metric("ack_p99", 5), metric("own", 1)));
        assertThat(html)
                .contains("<th scope=\"row\" title=\"records whose commit the end of an iteration brought forward")
                .contains("<dt>unfinished</dt>\n<dd>records whose commit the end of an iteration brought forward")
                .contains("<dt>ack_*</dt>\n<dd>response: acknowledgement − intended send</dd>")
                .contains("<dt>own</dt>\n<dd>a profiler&#39;s own</dd>");
    }

    @Test
    void theQuestionIsOfWhatWasMeasuredAndStepsAreOnlyShownWhereThereAreSome() {
        String stages = page(CostBenefitRuns.stages("20250304-030405-feed", 6));
        assertThat(stages).contains("<h1>What do the promises of a stage cost");
        assertThat(page(CitationTest.ladder(8)))
                .contains("<h1>What does each stronger Kafka delivery guarantee cost here?")
                .contains("What each rung adds to the one below it", "<small>over all-isr</small>");
        assertThat(page(new SyntheticRun().measured(1, throughput(LEADER_ACK), metric("throughput", 1))))
                .doesNotContain("What each rung adds");
    }

    @Test
    void everyScriptOfThePageIsNamedByItsHashAndNothingMayBeFetched() {
        PageAssets assets = PageAssets.load();
        String policy = assets.securityPolicy();
        assertThat(policy).startsWith("default-src 'none'; script-src 'sha256-").doesNotContain("http", "unsafe-eval");
        assertThat(policy.split("'sha256-")).hasSize(1 + 3);
        assertThat(new PageAssets("", List.of("hello"), "").securityPolicy())
                .contains("'sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='");
        String html = Page.html(CitationTest.ladder(8).analysis(), List.of(), List.of(), "{}", assets);
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
        assertThat(Pattern.compile("<(img|iframe|object|embed|base|form)\\b")
                        .matcher(html)
                        .find())
                .isFalse();
        assertThat(html).doesNotContain("sourceMappingURL", "src=\"http", "href=\"http");
    }

    @Test
    void dataCannotLeaveItsElement() throws IOException {
        String hostile = "</script><!--&\u2028";
        SyntheticRun run = CitationTest.ladder(8)
                .flagged(9, throughput(ALL_ISR), new Flag(hostile, hostile), metric("throughput", 650));
        String html = page(run);
        assertThat(html).doesNotContain("</script><!--").doesNotContain("\u2028&");
        assertThat(data(html).toString()).contains(hostile);
    }

    @Test
    void aLineOfTheSpectrumIsDrawnAndATableHasItsPercentiles() throws IOException {
        SyntheticRun run = new SyntheticRun().measured(1, latency(LEADER_ACK), metric("ack_p50", 1000));
        RunFolder folder = run.save(out);
        Path spectrum = Files.writeString(
                folder.spectrumCsv(),
                String.join(
                        "\r\n",
                        "benchmark,acks,idempotence,transactions,isolation,recordSize,keySize,partitions,rate,linger.ms,"
                                + "batch.size,max.in.flight,compression,producer,level,arm,distribution,percentile,unit,value,n",
                        "ProduceLatency,1,false,none,read_uncommitted,1024,16,6,10000,5,16384,5,none,,leader-ack,"
                                + "leader-ack,ack,50,us,1234.5,100",
                        "ProduceLatency,1,false,none,read_uncommitted,1024,16,6,10000,5,16384,5,none,,leader-ack,"
                                + "leader-ack,ack,90,us,2000,100",
                        "ProduceLatency,all,false,none,read_uncommitted,1024,16,6,10000,5,16384,5,none,,all-isr,"
                                + "all-isr,ack,50,us,9999,100",
                        ""));
        Page.write(run.analysis(), folder, List.of());
        String html = Files.readString(folder.reportHtml());
        assertThat(data(html).get(0).get("spectrum").toString())
                .isEqualTo(
                        "[{\"distribution\":\"ack\",\"name\":\"ack\",\"lines\":[{\"arm\":0,\"distribution\":\"ack\",\"name\":\"ack\",\"points\":[50,1234.5,90,2000]}]}]");
        assertThat(html)
                .contains("<td class=\"number\">1,235</td>")
                .as("an arm that was not measured")
                .doesNotContain("9,999");
        Files.writeString(spectrum, Files.readString(spectrum).replace("1234.5", "soon"));
        assertThatThrownBy(() -> Page.write(run.analysis(), folder, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(spectrum + " row 1: value is 'soon'");
    }

    @Test
    void aRunOfThousandsOfTrialsLeavesThemToTheTables() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= Page.MOST_TRIALS + 1; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 1000));
        }
        assertThat(page(run))
                .contains("There are 4001: see trials.csv", "plot.py draws larger runs")
                .hasSizeLessThan(20_000);
    }
}
