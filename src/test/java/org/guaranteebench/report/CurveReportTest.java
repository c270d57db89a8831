package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.CurvePoints;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says that searched what its arms sustain. */
class CurveReportTest {
    @TempDir
    private Path out;

    private static String printed(Analysis analysis) {
        StringWriter text = new StringWriter();
        new Summary(analysis, new RunFolder(Path.of("results", "curve"))).print(new PrintWriter(text));
        return text.toString();
    }

    private static Analysis curve() {
        return GoldenCurve.run().analysis();
    }

    /** Of two levels at a share of the slower one; all-isr sustained nothing if so wished. */
    private static GoldenRun auto(boolean found) {
        GoldenRun run = new GoldenRun("20260405-060708-c0de", 1, 6, 0.03, 0);
        for (int i = 1; i <= 2; i++) {
            Arm at = new Arm(
                    "ProduceLatency", Cell.LADDER.get(i), GoldenRun.load(20_000 / i, java.util.Map.of()), false);
            for (int trial = 0; trial < 3; trial++) {
                boolean fails = i == 2 && !found;
                run.searched(
                        at, fails ? "no broker" : "", fails ? java.util.Map.of() : java.util.Map.of("ack_p50", 1.0));
            }
        }
        if (found) {
            for (int i = 1; i <= 2; i++) {
                Arm arm =
                        new Arm("ProduceLatency", Cell.LADDER.get(i), GoldenRun.load(5000, java.util.Map.of()), false);
                run.arm(arm, java.util.Map.of("ack_p50", 1000.0 * i, "achieved_rate", 5000.0), java.util.Map.of());
            }
        }
        return run;
    }

    @Test
    void theConsoleHasWhatEachLevelSustainsAndItsLatenciesBelowThat() {
        String text = printed(curve());
        assertThat(text.lines()).allMatch(line -> line.length() <= Summary.WIDTH);
        assertThat(text)
                .contains("sustains      does not      10 %      30 %      50 %      70 %      90 %")
                .containsPattern("fire-and-forget +90,000 +- +2\\.\\d")
                .containsPattern("transactional 100ms +38,200 +41,200 +4\\.\\d")
                .contains("saturation.csv (what is sustained), curve.csv (latencies below that)")
                .containsPattern("all-isr +1 of 8 trials of its search failed, such as: broker 2 died")
                .containsPattern("fire-and-forget +no rate was found that it does not sustain");
    }

    @Test
    void onlyRatesThatLevelsHaveInCommonHaveTables() {
        String text = printed(curve());
        for (int percent : CurvePoints.COMMON) {
            assertThat(text).contains(String.format("latencies at %,d records/s", CurvePoints.rate(38_200, percent)));
        }
        assertThat(text.split("latencies at ", -1)).hasSize(1 + CurvePoints.COMMON.size());
        assertThat(text).doesNotContain("INTERRUPTED").doesNotContain("FAILED");
    }

    @Test
    void costsAreThoseOfCommonRatesAlone() {
        Analysis analysis = curve();
        assertThat(analysis.comparisons())
                .isNotEmpty()
                .allMatch(c -> Sheet.compared(c.arm(), analysis.arms()))
                .noneMatch(c -> c.metric().equals("backlog_growth"));
        assertThat(analysis.comparisons().stream()
                        .map(c -> c.arm().workload().rate().getAsInt())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void thePageHasALadderForEachCommonRate() {
        String html = Page.html(curve(), List.of(), List.of(), "{}", new PageAssets("", List.of(), "none"));
        assertThat(html.split("<table class=\"ladder\"", -1)).hasSize(1 + CurvePoints.COMMON.size());
    }

    /** Of several rates each control says which one it is about. */
    @Test
    void theControlsOfACurveNameTheirRates() {
        assertThat(Controls.of(curve()).sentence()).contains("ack p50 at 11,460/s", "ack p50 at 26,740/s");
    }

    @Test
    void quotedAreTheCommonRatesAlone() {
        String text = Citation.of(curve(), Citation.Format.MARKDOWN);
        assertThat(text).contains("11,460 records/s", "26,740 records/s").doesNotContain("records/s flat out");
    }

    @Test
    void oneRateForAllIsShownWithTheShareThatItIs() {
        String text = printed(auto(true).analysis());
        assertThat(text)
                .contains("sustains      does not      measured at")
                .containsPattern("leader-ack +20,000 +- +5,000 records/s, 25 % of it")
                .containsPattern("all-isr +10,000 +- +5,000 records/s, 50 % of it");
    }

    /** Of the same producer and load, and searched beside it. */
    @Test
    void theClosedLoopOfProducersIsNoTrialOfWhatHasConsumers() throws IOException {
        GoldenRun run = auto(true);
        Cell cell = Cell.LADDER.get(1);
        run.searched(
                new Arm("ProduceThroughput", cell, GoldenRun.load(0, java.util.Map.of()), false),
                "",
                java.util.Map.of("throughput", 40_000.0));
        for (int trial = 0; trial < 3; trial++) {
            run.searched(
                    new Arm("EndToEndLatency", cell, GoldenRun.load(20_000, java.util.Map.of()), false),
                    "",
                    java.util.Map.of("visible_p50", 1.0));
        }
        RunFolder folder = run.save(out);
        List<String> rows = Files.readAllLines(folder.saturationCsv());
        assertThat(rows)
                .filteredOn(row -> row.contains(",ProduceLatency,1,"))
                .singleElement(as(STRING))
                .endsWith(",20000,3,3,,,,40000,4,0,no rate was found that it does not sustain");
        assertThat(rows)
                .filteredOn(row -> row.contains(",EndToEndLatency,"))
                .singleElement(as(STRING))
                .endsWith(",20000,3,3,,,,,3,0,no rate was found that it does not sustain");
    }

    @Test
    void anArmThatSustainedNothingHasARowThatSaysWhy() throws IOException {
        RunFolder folder = auto(false).save(out);
        assertThat(Files.readAllLines(folder.saturationCsv()))
                .hasSize(3)
                .last()
                .asString()
                .endsWith(
                        ",all-isr,records/s,,,,10000,3,0,,3,3,\"no rate was sustained in most of its trials, such as: no broker\"");
        assertThat(Files.readAllLines(folder.curveCsv())).hasSize(1);
        assertThat(printed(auto(false).analysis()))
                .contains("no rate was sustained in most of its trials, such as: no broker");
    }

    @Test
    void aRunThatSearchedNothingHasNoSuchFile() throws IOException {
        RunFolder folder = GoldenFigures.ladder().save(out);
        assertThat(folder.saturationCsv()).doesNotExist();
        assertThat(folder.curveCsv()).doesNotExist();
        assertThat(printed(GoldenFigures.ladder().analysis())).doesNotContain("saturation");
    }

    @Test
    void aSearchThatWasCutShortIsSaidToBeSo() {
        Analysis whole = curve();
        List<Trial> searched =
                whole.trials().stream().filter(t -> t.status() == Status.SEARCH).toList();
        Trial last = searched.get(searched.size() - 1);
        List<Trial> cut = new java.util.ArrayList<>(searched.subList(0, 12));
        cut.add(Trial.without(last.run(), 0, 13, 1, last.arm(), Status.INTERRUPTED, "the run was stopped before it"));
        Analysis analysis = new Analysis(whole.info(), cut);
        assertThat(printed(analysis))
                .contains("INTERRUPTED: the search for rates; no block was measured")
                .containsPattern("fire-and-forget +its search was cut short");
        assertThat(Saturation.of(analysis))
                .isNotEmpty()
                .allMatch(s -> s.sustainable().isEmpty() && s.exceeded().isEmpty());
        String html = Page.html(analysis, List.of(), List.of(), "{}", new PageAssets("", List.of(), "none"));
        assertThat(html)
                .contains("fire-and-forget: its search was cut short.")
                .doesNotContain("of 0 trials were not measured");
    }
}
