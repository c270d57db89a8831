package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.pipeline;
import static org.guaranteebench.report.SyntheticRun.stage;

import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static Arm reading(String transactions, String semantics) {
        Cell usual = stage(semantics);
        return pipeline(Cell.of("all", "true", transactions, usual.isolation().toString(), usual.treatment()));
    }

    private static List<Matrix> of(SyntheticRun run) {
        return Matrix.of(Ladder.of(run.analysis()).get(0));
    }

    @Test
    void producersStandBesideStagesAndWhatWasNotMeasuredIsLeftOpen() {
        SyntheticRun run = new SyntheticRun().baseline(stage("at-least-once"));
        for (int block = 1; block <= 6; block++) {
            run.measured(block, reading("none", "at-least-once"), metric("throughput", 1000));
            run.measured(block, reading("none", "exactly-once"), metric("throughput", 250));
            run.measured(block, reading("100ms", "exactly-once"), metric("throughput", 120));
        }
        assertThat(of(run)).singleElement().satisfies(matrix -> {
            assertThat(matrix.metric().metric()).isEqualTo("throughput");
            assertThat(matrix.rows()).containsExactly("idempotent", "transactional 100ms");
            assertThat(matrix.columns()).containsExactly("at-least-once", "exactly-once");
            assertThat(matrix.cells().keySet())
                    .containsExactlyInAnyOrder(
                            List.of("idempotent", "at-least-once"),
                            List.of("idempotent", "exactly-once"),
                            List.of("transactional 100ms", "exactly-once"));
            assertThat(matrix.cells()
                            .get(List.of("idempotent", "at-least-once"))
                            .baseline())
                    .isTrue();
            Matrix.Cells cell = matrix.cells().get(List.of("transactional 100ms", "exactly-once"));
            assertThat(cell.figure().ratio()).isEqualTo("×0.12 (0.12–0.12)");
            assertThat(Matrix.worse(cell.figure()))
                    .as("less is worse")
                    .isPositive()
                    .isEqualTo(matrix.widest());
        });
    }

    private static Arm committed(String transactions) {
        return pipeline(Cell.of(
                "all",
                "true",
                transactions,
                "read_committed",
                stage("at-least-once").treatment()));
    }

    @Test
    void theIsolationLevelIsInAColumnsNameOnlyWhereItTellsTwoArmsApart() {
        SyntheticRun run = new SyntheticRun().baseline(stage("at-least-once"));
        for (int block = 1; block <= 6; block++) {
            run.measured(block, reading("none", "at-least-once"), metric("throughput", 1000));
            run.measured(block, reading("none", "exactly-once"), metric("throughput", 250));
            run.measured(block, committed("100ms"), metric("throughput", 120));
        }
        assertThat(of(run).get(0).columns()).containsExactly("at-least-once", "exactly-once");
        for (int block = 1; block <= 6; block++) {
            run.measured(block, committed("none"), metric("throughput", 900));
        }
        assertThat(of(run).get(0).columns())
                .containsExactly("at-least-once", "at-least-once read_committed", "exactly-once");
    }

    @Test
    void oneProducerAloneMakesNoMatrixAndNeitherDoProducersAlone() {
        SyntheticRun stages = CostBenefitRuns.stages("20250304-030405-feed", 6);
        SyntheticRun producers = CostBenefitRuns.producers("20250303-030405-beef", 6);
        assertThat(of(producers)).isEmpty();
        assertThat(of(stages)).as("its second producer has another stage").hasSize(1);
        SyntheticRun one = new SyntheticRun().baseline(stage("at-least-once"));
        for (int block = 1; block <= 6; block++) {
            one.measured(block, reading("none", "at-least-once"), metric("throughput", 1000));
            one.measured(block, reading("none", "exactly-once"), metric("throughput", 250));
        }
        assertThat(of(one)).isEmpty();
    }
}
