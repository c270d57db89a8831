package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.report.CostBenefit.Rung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostBenefitTest {
    private static final String COSTS = "20250303-030405-beef";

    @TempDir
    private Path home;

    private List<CostBenefit> joined(SyntheticAuditFolder audit, Map<Subject, Analysis> costs) throws IOException {
        List<AuditedTwin> twins = AuditedTwins.read(audit.save(home).auditCsv());
        return CostBenefit.of(audit.conditions().info(), twins, costs);
    }

    private static List<String> guarantees(CostBenefit benefit) {
        return benefit.rungs().stream().map(Rung::guarantee).toList();
    }

    @Test
    void producersMeetTheirCostsByLevelWeakestFirst() throws IOException {
        Analysis costs =
                Subject.PRODUCERS.part(CostBenefitRuns.producers(COSTS, 8).analysis());
        CostBenefit benefit = joined(SyntheticAuditFolder.ofProducers(), Map.of(Subject.PRODUCERS, costs))
                .get(0);
        assertThat(guarantees(benefit))
                .containsExactly("fire-and-forget", "leader-ack", "all-isr", "idempotent", "transactional");
        Rung leaderAck = benefit.rungs().get(1);
        assertThat(leaderAck.arms()).extracting(Arm::label).containsExactly("leader-ack", "leader-ack");
        assertThat(leaderAck.observed())
                .extracting(o -> o.scenario() + " " + o.control())
                .containsExactly("F5 true", "F9 false");
        assertThat(benefit.notAudited(leaderAck)).containsExactly("F6", "F7");
    }

    @Test
    void aLevelThatWasOnlyMeasuredAndOneThatWasOnlyAuditedAreBothThere() throws IOException {
        Analysis costs =
                Subject.PRODUCERS.part(CostBenefitRuns.producers(COSTS, 8).analysis());
        CostBenefit benefit = joined(SyntheticAuditFolder.ofProducers(), Map.of(Subject.PRODUCERS, costs))
                .get(0);
        Rung idempotent = benefit.rungs().get(3);
        assertThat(idempotent.observed()).isEmpty();
        assertThat(benefit.notAudited(idempotent)).containsExactly("F5", "F6", "F7", "F9");
        Rung transactional = benefit.rungs().get(4);
        assertThat(transactional.arms()).isEmpty();
        assertThat(transactional.observed())
                .extracting(o -> o.cell().arm())
                .containsExactly(
                        "transactional 100", "transactional 100 read_committed", "transactional 100 read_committed");
    }

    @Test
    void stagesMeetTheirCostsByWhatTheyPromiseAndDifferInNothingElse() throws IOException {
        Analysis costs = Subject.STAGES.part(CostBenefitRuns.stages(COSTS, 8).analysis());
        CostBenefit benefit = joined(SyntheticAuditFolder.ofStages(), Map.of(Subject.STAGES, costs))
                .get(0);
        assertThat(guarantees(benefit)).containsExactly("at-most-once", "auto-commit", "at-least-once", "exactly-once");
        assertThat(benefit.rungs().get(0).arms())
                .as("an at-most-once stage of another producer")
                .isEmpty();
        assertThat(benefit.rungs().get(3).arms()).extracting(Arm::label).containsExactly("exactly-once");
    }

    @Test
    void producersAndStagesAreApartAndOnlyWhatWasAuditedIsThere() throws IOException {
        assertThat(joined(SyntheticAuditFolder.ofProducers().and(SyntheticAuditFolder.ofStages()), Map.of()))
                .extracting(CostBenefit::subject)
                .containsExactly(Subject.PRODUCERS, Subject.STAGES);
        Analysis costs =
                Subject.PRODUCERS.part(CostBenefitRuns.producers(COSTS, 8).analysis());
        assertThat(joined(SyntheticAuditFolder.ofStages(), Map.of(Subject.PRODUCERS, costs)))
                .extracting(CostBenefit::subject)
                .containsExactly(Subject.STAGES);
    }

    @Test
    void scenariosStandByTheirNumbers() throws IOException {
        CostBenefit benefit = joined(SyntheticAuditFolder.ofStages(), Map.of()).get(0);
        assertThat(benefit.notAudited(new Rung("effectively-once", List.of(), List.of())))
                .containsExactly("F1", "F10");
    }
}
