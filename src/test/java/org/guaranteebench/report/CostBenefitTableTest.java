package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte for byte: users script against these columns. */
class CostBenefitTableTest {
    private static final String CELL = "acks,idempotence,transactions,isolation,";
    private static final String AUDITED =
            "level,control,sent,acked,lost,duplicated,aborted_read,torn,phantom,reordered,indeterminate,verdict,statement"
                    + ",lag,arm,repetition,whose,cost_run,benchmark,";
    private static final String WORKLOAD =
            "recordSize,keySize,partitions,rate,linger.ms,batch.size,max.in.flight,compression,producer,";
    private static final String COST = "cost_arm,baseline,metric,unit,median,ratio,ci_low,ci_high,n,cost";

    @TempDir
    private Path home;

    private Path written(SyntheticAuditFolder audit, Map<Subject, Analysis> costs) throws IOException {
        RunFolder folder = audit.save(home);
        List<AuditedTwin> twins = AuditedTwins.read(folder.auditCsv());
        CostBenefitTable.write(CostBenefit.of(audit.conditions().info(), twins, costs), folder.costBenefitCsv());
        return folder.costBenefitCsv();
    }

    /** Every verdict, a level that nobody audited, one and some stages whose cost nobody measured, and quoting. */
    private Path written() throws IOException {
        return written(
                SyntheticAuditFolder.ofProducers().and(SyntheticAuditFolder.ofStages()),
                Map.of(
                        Subject.PRODUCERS,
                        Subject.PRODUCERS.part(CostBenefitRuns.producers("20250303-030405-beef", 8)
                                .analysis()),
                        Subject.STAGES,
                        Subject.STAGES.part(CostBenefitRuns.stages("20250304-030405-feed", 8)
                                .analysis())));
    }

    private void assertGolden() throws IOException {
        Golden.assertSame(written(), "cost-benefit.csv");
    }

    @Test
    void theTableIsTheSameByteForByte() throws IOException {
        assertGolden();
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertGolden();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void columnsStandInTheOrderOfTheContractAndThoseOfCostsOnlyHaveWorkloadsWhereThereAreSome() throws IOException {
        String before = "run,scenario,fault," + CELL;
        assertThat(Files.readAllLines(written())).first().isEqualTo(before + "semantics," + AUDITED + WORKLOAD + COST);
        assertThat(Files.readAllLines(written(SyntheticAuditFolder.ofProducers(), Map.of())))
                .first()
                .isEqualTo(before + AUDITED + COST);
    }

    @Test
    void whatNobodyAuditedAndWhatNobodyMeasuredSaySo() throws IOException {
        List<String> lines = Files.readAllLines(written());
        assertThat(lines)
                .filteredOn(line -> line.contains(",idempotent,,,,,,,,,,,not audited,,,,"))
                .hasSize(4)
                .allMatch(line -> line.startsWith(SyntheticAuditFolder.ID + ",,,all,true,none,read_uncommitted,,"));
        assertThat(lines)
                .filteredOn(line -> line.contains(",transactional,"))
                .hasSize(3)
                .allMatch(line -> line.endsWith(",,,,,,,,,,not measured"));
    }

    @Test
    void theCellOfATwinIsItsOwnAndNotThatOfTheCost() throws IOException {
        Cell measured = Cell.of(
                "all",
                "true",
                "none",
                "read_uncommitted",
                new Treatment(Map.of("semantics", "at-least-once", "group.protocol", "classic")));
        Analysis costs = new SyntheticRun("20250304-030405-feed")
                .baseline(measured)
                .measured(1, pipeline(measured), metric("throughput", 20_000))
                .analysis();
        assertThat(Files.readAllLines(written(SyntheticAuditFolder.ofStages(), Map.of(Subject.STAGES, costs))))
                .anyMatch(line -> line.startsWith("run,scenario,fault," + CELL + "semantics,group.protocol,level,"))
                .anyMatch(line -> line.contains(",read_uncommitted,at-least-once,,idempotent,false,")
                        && line.endsWith(",throughput,records/s,20000,1,,,1,baseline"));
    }

    @Test
    void everyTwinIsThereWithEachCostOfItsGuarantee() throws IOException {
        assertThat(Files.readAllLines(written()))
                .filteredOn(line -> line.startsWith(SyntheticAuditFolder.ID + ",F5,leader killed,all,"))
                .hasSize(4)
                .allMatch(line -> line.contains(",INCONCLUSIVE,"));
    }
}
