package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticAuditFolder.NONE;
import static org.guaranteebench.report.SyntheticRun.FIRE_AND_FORGET;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guaranteebench.audit.verdict.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostBenefitSummaryTest {
    private static final String COSTS = "20250303-030405-beef";

    @TempDir
    private Path home;

    private String printed(SyntheticAuditFolder audit, Map<Subject, Analysis> costs) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        List<AuditedTwin> twins = AuditedTwins.read(audit.save(home).auditCsv());
        CostBenefit.of(audit.conditions().info(), twins, costs).forEach(one -> new CostBenefitSummary(one).print(out));
        return text.toString();
    }

    private String producers(SyntheticRun costs) throws IOException {
        return printed(
                SyntheticAuditFolder.ofProducers(),
                Map.of(Subject.PRODUCERS, Subject.PRODUCERS.part(costs.analysis())));
    }

    private static String unwrapped(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void eachLevelHasItsCostAndWhatWasObservedOfIt() throws IOException {
        String text = producers(CostBenefitRuns.producers(COSTS, 8));
        assertThat(text)
                .contains("\nleader-ack            100,000            2,000              8,000")
                .contains("\n  (baseline)\n")
                .contains(
                        "\n  F5 control          INCONCLUSIVE: the weak twin shows no damage: observed 0 lost in 1,000 sends")
                .contains("\n  F9                  HELD: observed 0 lost in 1,000 sends under F9\n")
                .contains("\n  not audited         F6, F7\n")
                .contains("\n  cost                throughput costs 20 % (20–21 %); ack p99 costs 26 % (25–26 %)\n")
                .contains("x0.80 (0.79-0.80)")
                .contains(
                        "\n  F7                  VIOLATED (unexpected): observed 3 duplicated in 1,000 sends under F7")
                .contains("[transactional 100 read_committed]");
        assertThat(text.indexOf("\nall-isr "))
                .isBetween(text.indexOf("\nleader-ack "), text.indexOf("\ntransactional\n"));
    }

    @Test
    void whatNobodyMeasuredSaysSo() throws IOException {
        assertThat(producers(CostBenefitRuns.producers(COSTS, 8)))
                .contains("\ntransactional\n  cost                not measured\n");
        String bare = printed(SyntheticAuditFolder.ofProducers(), Map.of());
        assertThat(unwrapped(bare))
                .contains("COST: not measured; --costs RUN sets those of a run of producers (Produce…) beside it.");
        assertThat(bare).contains("\nleader-ack\n  cost                not measured\n  F5 control  ");
    }

    @Test
    void transactionsAlsoCostUntilTheyAreCommitted() throws IOException {
        SyntheticRun run = CostBenefitRuns.producers(COSTS, 8);
        for (int block = 1; block <= 8; block++) {
            run.measured(block, latency(TRANSACTIONAL), metric("ack_p50", 4000), metric("settled_p50", 60_000));
        }
        assertThat(producers(run))
                .contains("\ntransactional 100ms   -                  4,000")
                .contains("\n  until committed                        60,000")
                .contains("until committed p50 costs a factor of 30");
    }

    @Test
    void aStageSaysWhereItsGroupStood() throws IOException {
        Analysis costs = Subject.STAGES.part(CostBenefitRuns.stages(COSTS, 8).analysis());
        String text = printed(SyntheticAuditFolder.ofStages(), Map.of(Subject.STAGES, costs));
        assertThat(unwrapped(text))
                .contains("OBSERVED under faults, stages: audit " + SyntheticAuditFolder.ID)
                .contains("F1 HELD: observed 0 lost in 1,000 sends under F1; not promised: 37 duplicated; the group's"
                        + " lag when struck: 12 ")
                .contains("exactly-once 5,0", "x0.25 (0.25-0.25)")
                .contains("auto-commit cost not measured F10 control VIOLATED (expected): observed 211 duplicated");
    }

    @Test
    void repetitionsWithOneVerdictShareALine() throws IOException {
        SyntheticAuditFolder audit = new SyntheticAuditFolder();
        for (int lost : new int[] {1000, 1000, 1000}) {
            audit.scenario("F9", "x", Counter.LOST, FIRE_AND_FORGET, SyntheticAuditFolder.lost(lost), LEADER_ACK, NONE);
        }
        assertThat(unwrapped(printed(audit, Map.of())))
                .containsOnlyOnce(
                        "F9 control VIOLATED (expected): observed 1,000 lost in 1,000 sends under F9; the same"
                                + " in 3 repetitions");
        audit.scenario("F9", "x", Counter.LOST, FIRE_AND_FORGET, SyntheticAuditFolder.lost(7), LEADER_ACK, NONE);
        assertThat(unwrapped(printed(audit, Map.of())))
                .contains("under F9; the first of 4 repetitions with this verdict")
                .contains("F9 HELD: observed 0 lost in 1,000 sends under F9; the same in 4 repetitions");
    }

    @Test
    void fewBlocksHaveNoIntervalsAndThatIsSaid() throws IOException {
        assertThat(unwrapped(producers(CostBenefitRuns.producers(COSTS, 3))))
                .contains("precision not reached: an interval needs 6 blocks, this run has 3; take no ratio above");
    }

    @Test
    void otherBrokersThanTheAuditedOnesAreNamed() throws IOException {
        assertThat(producers(CostBenefitRuns.producers(COSTS, 8))).doesNotContain("OTHER BROKERS");
        assertThat(unwrapped(producers(CostBenefitRuns.producers(COSTS, 8).nodes(1))))
                .contains("OTHER BROKERS than those that were audited: nodes 1, audited 3; replication 1, audited 3;"
                        + " min.insync.replicas 1, audited 2.")
                .contains("ONE BROKER, no replication");
    }

    @Test
    void theControlOfTheCostsStandsBelowThem() throws IOException {
        assertThat(producers(CostBenefitRuns.producers(COSTS, 8)))
                .contains("A/A FIRST: the baseline differs from itself in throughput x1.00")
                .contains("\nA/A (baseline against itself): throughput x1.00");
    }

    @Test
    void noLineIsLongerThanAHundredCharacters() throws IOException {
        assertThat(producers(CostBenefitRuns.producers(COSTS, 8)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void theWordsPromiseNothing() throws IOException {
        String text = producers(CostBenefitRuns.producers(COSTS, 8));
        assertThat(text).doesNotContainPattern("\\b(free|guarantees|safe|PASS)\\b");
        assertThat(text).contains(LEADER_ACK.arm());
    }
}
