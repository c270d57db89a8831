package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPageTest {
    private static final String LEVELS =
            "run,acks,idempotence,transactions,isolation,level,kills,not_counted,gap_min_ms,gap_q1_ms,gap_median_ms,gap_q3_ms,"
                    + "gap_max_ms,retried,records,unsettled,ack_p50_us,ack_p90_us,ack_p99_us,ack_p999_us,ack_max_us,arm\r\n"
                    + "r,1,false,none,read_uncommitted,leader-ack,10,1,7000,8000,8500.25,9000,11000,37,11663,2,3000000,8000000,"
                    + "9000000,9500000,9600000,leader-ack\r\n"
                    + "r,all,false,none,read_uncommitted,all-isr,10,1,7100,8100,8600,9100,11100,0,11663,0,3100000,8100000,"
                    + "9100000,9600000,9700000,all-isr\r\n";
    private static final String KILLS =
            "run,acks,idempotence,transactions,isolation,level,kill,gap_ms,evidence,reason,arm\r\n"
                    + "r,1,false,none,read_uncommitted,leader-ack,1,7000.25,broker 1 was killed,,leader-ack\r\n"
                    + "r,all,false,none,read_uncommitted,all-isr,1,7100,broker 1 was killed,,all-isr\r\n"
                    + "r,1,false,none,read_uncommitted,leader-ack,2,,broker 2 was killed,nobody took over,leader-ack\r\n"
                    + "r,all,false,none,read_uncommitted,all-isr,2,,broker 2 was killed,nobody took over,all-isr\r\n";

    @TempDir
    private Path out;

    private static String page(RunFolder folder, Map<Subject, Analysis> costs) throws IOException {
        List<AuditedTwin> twins =
                Files.exists(folder.auditCsv()) ? AuditedTwins.read(folder.auditCsv()) : List.<AuditedTwin>of();
        AuditPage.write(folder, twins, CostBenefit.of(RunInfo.read(folder.runJson()), twins, costs));
        return Files.readString(folder.reportHtml());
    }

    @Test
    void everyTwinIsOnThePageWithItsVerdictAndWhatIsNotAsExpectedIsSaidFirst() throws Exception {
        String html = page(SyntheticAuditFolder.ofProducers().save(out), Map.of());
        assertThat(html)
                .contains("<p class=\"alarm\">2 of 4 scenarios not as expected: F5, F7.</p>")
                .contains("damaged, as was to be shown</span>: 1,000 lost in 1,000 sends")
                .contains("<span class=\"held\">held</span>: 0 lost in 1,000 sends")
                .contains("<span class=\"violated\">VIOLATED, NOT EXPECTED</span>: 3 duplicated")
                .contains("<span class=\"inconclusive\">inconclusive</span>")
                .contains("pid 4711 ended by signal 9")
                .contains("report AUDIT --costs RUN")
                .doesNotContain("id=\"availability\"");
        assertThat(html.indexOf(">F5<")).isLessThan(html.indexOf(">F9<"));
    }

    @Test
    void withCostsEachGuaranteeHasItsPriceBesideWhatWasObserved() throws Exception {
        Analysis costs = CostBenefitRuns.producers("20250303-030405-beef", 8).analysis();
        String html = page(SyntheticAuditFolder.ofProducers().save(out), Map.of(Subject.PRODUCERS, costs));
        assertThat(html)
                .contains("Costs: run 20250303-030405-beef")
                .contains("<p>baseline</p>")
                .contains("throughput costs 2")
                .contains("not tried: F5, F6, F7, F9")
                .contains(CostBenefitTable.NOT_MEASURED);
    }

    @Test
    void repetitionsWithOneResultAreSaidOnceAndOthersEach() throws Exception {
        SyntheticAuditFolder audit = new SyntheticAuditFolder();
        for (int lost : new int[] {7, 7, 9}) {
            audit.scenario(
                    "F5",
                    "leader killed",
                    Counter.LOST,
                    LEADER_ACK,
                    SyntheticAuditFolder.lost(lost),
                    ALL_ISR,
                    SyntheticAuditFolder.NONE);
        }
        String html = page(audit.save(out), Map.of());
        assertThat(html)
                .contains("1 scenario: every weak twin was damaged as expected, every strong one kept its promise.")
                .contains("2 of 3 repetitions", "1 of 3 repetitions", "3 of 3 repetitions");
    }

    private RunFolder availability() throws IOException {
        RunFolder folder = new SyntheticAuditFolder().save(out);
        Files.delete(folder.auditCsv());
        Files.writeString(folder.availabilityLevelsCsv(), LEVELS);
        Files.writeString(folder.availabilityCsv(), KILLS);
        return folder;
    }

    @Test
    void availabilityAloneHasItsTableAndAPointForEachKillThatCounts() throws Exception {
        String html = page(availability(), Map.of());
        assertThat(html)
                .contains("<span>8,500 ms</span><small>7,000 ms to 11,000 ms</small>")
                .contains("37 of 11,663")
                .contains("<p class=\"alarm\">1 × not counted: nobody took over</p>")
                .contains("\"value\":7000.25", "\"value\":7100")
                .doesNotContain("id=\"answer\"", "id=\"costs\"", "id=\"evidence\"");
        assertThat(html.split("\"kill\":\"2\"", -1)).hasSize(1);
    }

    @Test
    void aDamagedFigureIsOneClearLine() throws Exception {
        RunFolder folder = availability();
        Files.writeString(folder.availabilityLevelsCsv(), LEVELS.replace("8500.25", "much"));
        assertThatThrownBy(() -> page(folder, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tables of availability: gap_median_ms of leader-ack is 'much'; allowed is a number");
        assertThat(folder.reportHtml()).doesNotExist();
    }

    @Test
    void anAuditThatWasCutShortSaysSo() throws Exception {
        RunFolder folder = SyntheticAuditFolder.ofStages().save(out);
        Files.writeString(
                folder.runJson(),
                Files.readString(folder.runJson()).replaceFirst("\"finished\" : \"[^\"]*\"", "\"finished\" : \"\""));
        assertThat(page(folder, Map.of())).contains("This audit was cut short: what is here was observed before.");
    }
}
