package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.CostBenefitRuns;
import org.guaranteebench.report.SyntheticAuditFolder;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostBenefitReportTest {
    @TempDir
    private Path out;

    private RunFolder audit;
    private RunFolder producers;
    private RunFolder stages;

    @BeforeEach
    void folders() throws IOException {
        audit = SyntheticAuditFolder.ofProducers()
                .and(SyntheticAuditFolder.ofStages())
                .save(out);
        producers = CostBenefitRuns.producers("20250303-030405-beef", 8).save(out);
        stages = CostBenefitRuns.stages("20250304-030405-feed", 8).save(out);
    }

    private static Invocation report(RunFolder folder, RunFolder... costs) {
        Stream<String> options = Stream.of(costs)
                .flatMap(cost -> Stream.of("--costs", cost.path().toString()));
        return Invocation.of(Stream.concat(Stream.of("report", folder.path().toString()), options)
                .toArray(String[]::new));
    }

    private void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(audit.costBenefitCsv()).doesNotExist();
    }

    private static List<String> names(RunFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void costsOfTwoRunsStandBesideWhatWasObserved() throws IOException {
        List<String> before = names(producers);
        Invocation invocation = report(audit, producers, stages);
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        assertThat(String.join("\n", invocation.out()))
                .contains("OBSERVED under faults, producers", "OBSERVED under faults, stages")
                .contains("COST: run 20250303-030405-beef", "COST: run 20250304-030405-feed")
                .contains("files    " + audit.costBenefitCsv())
                .contains("plots    python3 plot.py " + audit.path() + " --costs " + producers.path());
        assertThat(Files.readString(audit.costBenefitCsv())).contains("20250303-030405-beef", "20250304-030405-feed");
        assertThat(names(producers)).as("costs are read only").isEqualTo(before);
    }

    @Test
    void withoutCostsTheObservationsStandAlone() throws IOException {
        Invocation invocation = report(audit);
        assertThat(invocation.status()).isZero();
        assertThat(String.join("\n", invocation.out()))
                .contains("COST: not measured")
                .doesNotContain("COST: run");
        assertThat(Files.readAllLines(audit.costBenefitCsv())).hasSize(1 + 8 + 4);
    }

    @Test
    void theSameFilesGiveTheSameTable() throws IOException {
        Invocation first = report(audit, producers);
        byte[] table = Files.readAllBytes(audit.costBenefitCsv());
        assertThat(report(audit, producers)).isEqualTo(first);
        assertThat(audit.costBenefitCsv()).hasBinaryContent(table);
    }

    @Test
    void aRunIsNoAudit() {
        assertRefused(report(producers, stages), producers.auditCsv() + ": not there; is it the folder of an audit?");
        assertRefused(report(audit, audit), "--costs " + audit.path() + ": is an audit");
    }

    @Test
    void costsOfSomethingElseAreRefused() throws IOException {
        RunFolder onlyProducers = SyntheticAuditFolder.ofProducers().save(Files.createDirectory(out.resolve("other")));
        assertRefused(
                report(onlyProducers, stages),
                "--costs " + stages.path() + ": has no costs of what was audited; wanted are those of Produce…, it has:"
                        + " PipelineThroughput");
        RunFolder nothing = new SyntheticRun("20250305-030405-dead").save(out);
        assertRefused(report(audit, nothing), "wanted are those of Produce… or Pipeline…, it has: none");
    }

    @Test
    void twoRunsOfOneKindAreRefused() throws IOException {
        RunFolder more = CostBenefitRuns.producers("20250305-030405-dead", 6).save(out);
        assertRefused(
                report(audit, producers, more),
                "--costs " + more.path() + ": has costs of producers, as " + producers.path() + " has");
    }

    @Test
    void damagedOrMissingFilesAreNamed() throws IOException {
        assertRefused(report(audit, new RunFolder(out.resolve("nowhere"))), "nowhere: not the folder of a run");
        Files.writeString(
                audit.auditCsv(), Files.readString(audit.auditCsv()).replaceFirst("VIOLATED \\(expected\\)", "PASS"));
        assertRefused(report(audit, producers), audit.auditCsv() + " row 1: verdict is 'PASS'");
        Files.delete(producers.journal());
        Files.delete(audit.auditCsv());
        assertRefused(report(audit, producers), audit.auditCsv() + ": not there");
    }

    private interface Beside {
        void print(PrintWriter out);
    }

    private static String said(Beside beside) {
        StringWriter text = new StringWriter();
        beside.print(new PrintWriter(text, true));
        return text.toString();
    }

    private RunFolder laterAudit(String run) throws IOException {
        Path elsewhere = Files.createDirectory(out.resolve("elsewhere"));
        RunFolder copy = SyntheticAuditFolder.ofProducers().save(elsewhere);
        Files.move(copy.path(), out.resolve(run));
        return new RunFolder(out.resolve(run));
    }

    @Test
    void anAuditEndsWithTheNewestCostsOfEachKindBesideIt() throws IOException {
        RunFolder newer = CostBenefitRuns.producers("20250305-030405-dead", 6).save(out);
        new SyntheticRun("20250306-030405-cafe").save(out);
        String said = said(to -> CostBenefitReport.besideAudit(audit, List.of(), to));
        assertThat(said)
                .contains("COST: run 20250305-030405-dead", "COST: run 20250304-030405-feed")
                .doesNotContain("20250303-030405-beef")
                .contains("--costs " + newer.path() + " --costs " + stages.path());
        assertThat(audit.costBenefitCsv()).exists();
    }

    @Test
    void anAuditTakesTheCostsThatItIsGiven() {
        String said = said(to -> CostBenefitReport.besideAudit(audit, List.of(producers.path()), to));
        assertThat(said).contains("COST: run 20250303-030405-beef").doesNotContain("20250304-030405-feed");
    }

    @Test
    void anAuditWithoutAnyCostsSaysHowTheyComeBesideIt() throws IOException {
        RunFolder alone = SyntheticAuditFolder.ofProducers().save(Files.createDirectory(out.resolve("alone")));
        assertThat(said(to -> CostBenefitReport.besideAudit(alone, List.of(), to)))
                .isEqualTo(String.format(
                        "benefit  after a run, its costs are set beside this by%n"
                                + "         java -jar benchmarks.jar report %s --costs RUN%n"
                                + "page     %s%n",
                        alone.path(), alone.reportHtml()));
        assertThat(alone.costBenefitCsv()).doesNotExist();
        assertThat(alone.reportHtml()).isNotEmptyFile();
    }

    /** Such as a run whose conditions somebody damaged. */
    @Test
    void aNeighboursDamageDoesNotCostAnAuditItsPage() throws IOException {
        Files.writeString(producers.journal(), "damaged\n");
        String said = said(to -> CostBenefitReport.besideAudit(audit, List.of(producers.path()), to));
        assertThat(said)
                .contains("benefit  not set beside costs: " + producers.journal())
                .endsWith(String.format("page     %s%n", audit.reportHtml()));
        assertThat(audit.reportHtml()).isNotEmptyFile();
    }

    /** One that was killed before anything was measured, or is just beginning. */
    @Test
    void aFolderWithoutTrialsIsNoRunWhoseCostsAreLookedFor() throws IOException {
        Files.delete(producers.journal());
        assertThat(said(to -> CostBenefitReport.besideAudit(audit, List.of(), to)))
                .doesNotContain("not set beside costs");
    }

    @Test
    void anAuditOfAvailabilityAloneHasAPageAndNoCosts() throws IOException {
        Files.move(audit.auditCsv(), audit.availabilityCsv());
        assertThat(CostBenefitReport.isAudit(audit)).isTrue();
        Invocation invocation = report(audit, producers);
        assertThat(invocation.status()).isZero();
        assertThat(String.join("\n", invocation.out()))
                .contains("--costs is left out", "page     " + audit.reportHtml());
        assertThat(audit.costBenefitCsv()).doesNotExist();
    }

    @Test
    void aRunEndsWithItsCostsBesideWhatTheNewestAuditObserved() throws IOException {
        RunFolder later = laterAudit("20290101-000000-abcd");
        String said = said(to -> CostBenefitReport.besideRun(producers, to));
        assertThat(said)
                .contains("OBSERVED under faults, producers", "COST: run 20250303-030405-beef")
                .doesNotContain("OBSERVED under faults, stages")
                .contains("files    " + producers.costBenefitCsv(), "plot.py " + later.path());
        assertThat(producers.costBenefitCsv()).exists();
        assertThat(later.costBenefitCsv()).doesNotExist();
    }

    @Test
    void aRunOfWhichTheNewestAuditKnowsNothingIsSetBesideAnOlderOne() throws IOException {
        laterAudit("20290101-000000-abcd");
        assertThat(said(to -> CostBenefitReport.besideRun(stages, to)))
                .contains("OBSERVED under faults, stages", "COST: run 20250304-030405-feed");
    }

    @Test
    void aRunWithoutAnyAuditSaysWhatShowsTheBenefit() throws IOException {
        RunFolder alone =
                CostBenefitRuns.producers("20250305-030405-dead", 6).save(Files.createDirectory(out.resolve("alone")));
        assertThat(said(to -> CostBenefitReport.besideRun(alone, to)))
                .isEqualTo("benefit  java -jar benchmarks.jar audit shows what these guarantees buy, beside these"
                        + " costs" + System.lineSeparator());
        RunFolder other = new SyntheticRun("20250306-030405-cafe").save(out);
        assertThat(said(to -> CostBenefitReport.besideRun(other, to)))
                .as("no such costs")
                .isEmpty();
    }

    @Test
    void aDamagedNeighbourCostsALineAndNoMore() throws IOException {
        Files.writeString(audit.auditCsv(), "what,is\nthis,\n");
        assertThat(said(to -> CostBenefitReport.besideRun(producers, to)))
                .startsWith("benefit  not set beside costs: ")
                .contains("audit.csv");
    }
}
