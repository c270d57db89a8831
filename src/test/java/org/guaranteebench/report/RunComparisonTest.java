package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.FIRE_AND_FORGET;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.report.RunComparison.Question;
import org.guaranteebench.report.RunComparison.Row;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private static final int BLOCKS = 8;

    /** 2 / C(16, 8): all of eight values above all of eight others. */
    private static final double SMALLEST_P = 2.0 / 12_870;

    private static final Arm BASELINE = throughput(LEADER_ACK);
    private static final Arm ARM = throughput(ALL_ISR);
    private static final Arm LATE = latency(ALL_ISR);
    private static final String OTHER = LATE.benchmark();
    private static final Flag NOT_SUSTAINED = new Flag("rate-not-sustained", "9000 of 10000 records/s");

    private static SyntheticRun a() {
        return new SyntheticRun("20250102-030405-aaaa");
    }

    private static SyntheticRun b() {
        return new SyntheticRun("20250103-030405-bbbb");
    }

    private static RunComparison compared(SyntheticRun a, SyntheticRun b) {
        return new RunComparison(a.analysis(), b.analysis());
    }

    private static Row row(RunComparison comparison, Question question, Arm arm, String metric) {
        return comparison.row(question, arm, metric).orElseThrow();
    }

    /** Within a block the machine's speed is one; from block to block it wanders by half a per cent. */
    private static double speed(int block) {
        return 1 + 0.005 * (block * 5 % BLOCKS) / BLOCKS;
    }

    /** The baseline, its twin and one arm that has {@code cost} times the baseline's throughput. */
    private static SyntheticRun ladder(SyntheticRun run, double machine, double cost) {
        for (int block = 1; block <= BLOCKS; block++) {
            double level = 100_000 * machine * speed(block);
            run.measured(block, BASELINE, metric("throughput", level));
            run.measured(block, again(BASELINE), metric("throughput", level * (block % 2 == 0 ? 1.001 : 0.999)));
            run.measured(block, ARM, metric("throughput", level * cost * (1 + 0.0001 * block)));
        }
        return run;
    }

    @Test
    void aMachineThatIsFasterAsAWholeRaisesValuesAndLeavesCosts() {
        RunComparison comparison = compared(ladder(a(), 1, 0.7), ladder(b(), 1.2, 0.7));

        Row value = row(comparison, Question.VALUE, ARM, "throughput");
        assertThat(value.effect().ratio()).isCloseTo(1.2, within(1e-3));
        assertThat(value.effect().p()).isCloseTo(SMALLEST_P, within(1e-12));
        assertThat(value.verdict()).startsWith("higher by 20 % (");
        assertThat(value.unit()).isEqualTo("records/s");
        assertThat(value.a().median()).isCloseTo(70_000, within(500.0));
        assertThat(value.b().median()).isCloseTo(84_000, within(500.0));

        Row cost = row(comparison, Question.COST, ARM, "throughput");
        assertThat(cost.effect().ratio()).isCloseTo(1, within(1e-3));
        assertThat(cost.verdict()).startsWith("indistinguishable (−0.");
        assertThat(cost.unit()).isEqualTo("1");
        assertThat(cost.a().median()).isCloseTo(0.7, within(1e-3));
        assertThat(cost.b().median()).isCloseTo(0.7, within(1e-3));
    }

    @Test
    void aGuaranteeThatCostsMoreInBIsSeenInTheCosts() {
        RunComparison comparison = compared(ladder(a(), 1, 0.7), ladder(b(), 1, 0.6));

        assertThat(row(comparison, Question.COST, ARM, "throughput").effect().ratio())
                .isCloseTo(0.6 / 0.7, within(1e-3));
        assertThat(row(comparison, Question.COST, ARM, "throughput").verdict()).startsWith("lower by 14 % (");
        assertThat(row(comparison, Question.VALUE, BASELINE, "throughput").verdict())
                .startsWith("indistinguishable");
    }

    @Test
    void swappingTheRunsInvertsEveryRatio() {
        RunComparison there = compared(ladder(a(), 1, 0.7), ladder(b(), 1.2, 0.6));
        RunComparison back = compared(ladder(b(), 1.2, 0.6), ladder(a(), 1, 0.7));

        assertThat(there.rows()).hasSameSizeAs(back.rows()).hasSize(5);
        for (Row row : there.rows()) {
            Row inverse = row(back, row.question(), row.arm(), row.metric());
            assertThat(inverse.effect().ratio()).isCloseTo(1 / row.effect().ratio(), within(1e-12));
            assertThat(inverse.effect().low()).isCloseTo(1 / row.effect().high(), within(1e-12));
            assertThat(inverse.adjustedP()).isEqualTo(row.adjustedP());
        }
    }

    @Test
    void theTwinOfTheBaselineHasACostAndTheBaselineHasNone() {
        RunComparison comparison = compared(ladder(a(), 1, 0.7), ladder(b(), 1, 0.7));

        assertThat(comparison.row(Question.COST, BASELINE, "throughput")).isEmpty();
        Row control = row(comparison, Question.COST, again(BASELINE), "throughput");
        assertThat(control.control()).isTrue();
        assertThat(control.verdict()).isEqualTo("indistinguishable (−0.2 to +0.2 %)");
        assertThat(row(comparison, Question.VALUE, again(BASELINE), "throughput")
                        .control())
                .isFalse();
    }

    /** A broker was restarted between the two, or one of them failed: no block has both. */
    @Test
    void costsArePairedAsInsideARun() {
        SyntheticRun a = ladder(a(), 1, 0.7);
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            b.measured(block, block == 3 ? 7 : 1, BASELINE, metric("throughput", 100_000));
            b.measured(block, 1, ARM, metric("throughput", block == 3 ? 1 : 70_000 + block));
        }
        RunComparison comparison = compared(a, b);

        assertThat(row(comparison, Question.COST, ARM, "throughput").b().n()).isEqualTo(BLOCKS - 1);
        assertThat(row(comparison, Question.VALUE, ARM, "throughput").b().n()).isEqualTo(BLOCKS);
        assertThat(row(comparison, Question.COST, ARM, "throughput").effect().low())
                .isCloseTo(1, within(0.001));
    }

    @Test
    void onlyMeasuredTrialsCount() {
        SyntheticRun b = ladder(b(), 1, 0.7).without(9, ARM, Status.FAILED, "broker 2 ended");
        Row row = row(compared(ladder(a(), 1, 0.7), b), Question.VALUE, ARM, "throughput");

        assertThat(row.a().n()).isEqualTo(BLOCKS);
        assertThat(row.b().n()).isEqualTo(BLOCKS);
    }

    @Test
    void holmCorrectsOverTheCellsOfAMetric() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            for (Cell cell : List.of(FIRE_AND_FORGET, LEADER_ACK, ALL_ISR)) {
                a.measured(block, throughput(cell), metric("throughput", 1000 + block));
                b.measured(block, throughput(cell), metric("throughput", 2000 + block));
            }
            a.measured(block, again(BASELINE), metric("throughput", 1000 + block));
            b.measured(block, again(BASELINE), metric("throughput", 2000 + block));
        }
        RunComparison comparison = compared(a, b);

        for (Arm arm : List.of(throughput(FIRE_AND_FORGET), BASELINE, again(BASELINE), ARM)) {
            assertThat(row(comparison, Question.VALUE, arm, "throughput").adjustedP())
                    .as(arm.label())
                    .isCloseTo(4 * SMALLEST_P, within(1e-12));
        }
    }

    @Test
    void aDifferenceThatHolmDoesNotConfirmIsNone() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= 4; block++) {
            for (Cell cell : List.of(FIRE_AND_FORGET, LEADER_ACK)) {
                a.measured(block, throughput(cell), metric("throughput", 1000 + block));
                b.measured(block, throughput(cell), metric("throughput", 2000 + block));
            }
        }
        Row row = row(compared(a, b), Question.VALUE, BASELINE, "throughput");

        assertThat(row.effect().excludesOne()).isTrue();
        assertThat(row.effect().p()).isCloseTo(2 / 70.0, within(1e-12));
        assertThat(row.adjustedP()).isCloseTo(4 / 70.0, within(1e-12));
        assertThat(row.verdict()).isEqualTo("precision not reached (p = 0.057 after Holm's correction)");
    }

    @Test
    void theCostOfTheTwinIsAControlAndBelongsToNoFamily() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            a.measured(block, BASELINE, metric("throughput", 1000));
            b.measured(block, BASELINE, metric("throughput", 1000));
            for (Arm arm : List.of(again(BASELINE), ARM, throughput(FIRE_AND_FORGET))) {
                a.measured(block, arm, metric("throughput", 1000 + block));
                b.measured(block, arm, metric("throughput", 2000 + block));
            }
        }
        RunComparison comparison = compared(a, b);

        assertThat(row(comparison, Question.COST, again(BASELINE), "throughput").adjustedP())
                .isCloseTo(SMALLEST_P, within(1e-12));
        assertThat(row(comparison, Question.COST, ARM, "throughput").adjustedP())
                .isCloseTo(2 * SMALLEST_P, within(1e-12));
    }

    @Test
    void threeAgainstThreeHaveARatioAndNoInterval() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= 3; block++) {
            a.measured(block, BASELINE, metric("throughput", 1000));
            b.measured(block, BASELINE, metric("throughput", 1100));
        }
        Row row = row(compared(a, b), Question.VALUE, BASELINE, "throughput");

        assertThat(row.effect().ratio()).isCloseTo(1.1, within(1e-12));
        assertThat(row.effect().hasInterval()).isFalse();
        assertThat(row.adjustedP()).isNaN();
        assertThat(row.verdict()).isEqualTo("precision not reached (3 against 3 values are too few for an interval)");
    }

    private static Arm with(Arm arm, int recordSize, Map<String, String> producer) {
        Workload w = arm.workload();
        return new Arm(
                arm.benchmark(),
                arm.cell(),
                new Workload(
                        recordSize,
                        w.keySize(),
                        w.partitions(),
                        w.rate(),
                        w.lingerMs(),
                        w.batchSize(),
                        w.maxInFlight(),
                        w.compression(),
                        producer),
                false);
    }

    @Test
    void cellsMatchInBenchmarkGuaranteesAndEveryParameterOfTheLoad() {
        Arm larger = with(ARM, 2000, Map.of());
        Arm tuned = with(ARM, 1024, Map.of("buffer.memory", "33554432"));
        SyntheticRun a = a().measured(1, ARM, metric("throughput", 1))
                .measured(1, latency(LEADER_ACK, 1000), metric("ack_p50", 1))
                .measured(1, larger, metric("throughput", 1));
        SyntheticRun b = b().measured(1, tuned, metric("throughput", 1))
                .measured(1, latency(LEADER_ACK, 2000), metric("ack_p50", 1))
                .measured(1, throughput(IDEMPOTENT), metric("throughput", 1))
                .measured(1, larger, metric("throughput", 3));
        RunComparison comparison = compared(a, b);

        assertThat(comparison.common()).containsExactly(larger);
        assertThat(comparison.onlyInA()).containsExactlyInAnyOrder(ARM, latency(LEADER_ACK, 1000));
        assertThat(comparison.onlyInB())
                .containsExactlyInAnyOrder(tuned, latency(LEADER_ACK, 2000), throughput(IDEMPOTENT));
        assertThat(comparison.rows()).hasSize(1);
    }

    @Test
    void aCellThatFailedThroughoutInOneRunIsInTheOtherOnly() {
        SyntheticRun a = ladder(a(), 1, 0.7)
                .without(1, throughput(IDEMPOTENT), Status.INTERRUPTED, "stopped")
                .without(0, throughput(Cell.of("0", "true", "none", "read_uncommitted")), Status.INVALID, "no");
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            b.measured(block, BASELINE, metric("throughput", 1000));
            b.without(block, ARM, Status.FAILED, "no");
        }
        RunComparison comparison = compared(a, b);

        assertThat(comparison.onlyInA()).containsExactly(again(BASELINE), ARM);
        assertThat(comparison.onlyInB()).isEmpty();
        assertThat(comparison.inNeither()).containsExactly(throughput(IDEMPOTENT));
    }

    @Test
    void aMetricThatOneRunLacksHasARowThatSaysSo() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            for (Arm arm : List.of(latency(LEADER_ACK), latency(ALL_ISR))) {
                a.measured(block, arm, metric("ack_p50", 500), metric("ack_p999", 900));
                b.measured(block, arm, metric("ack_p50", 500));
            }
        }
        RunComparison comparison = compared(a, b);
        Row value = row(comparison, Question.VALUE, latency(ALL_ISR), "ack_p999");

        assertThat(value.verdict()).isEqualTo("not measured in B");
        assertThat(value.a().n()).isEqualTo(BLOCKS);
        assertThat(value.b().n()).isZero();
        assertThat(value.effect().ratio()).isNaN();
        assertThat(row(comparison, Question.COST, latency(ALL_ISR), "ack_p999").verdict())
                .isEqualTo("not measured in B beside the baseline");
        assertThat(row(compared(b, a), Question.VALUE, latency(ALL_ISR), "ack_p999")
                        .verdict())
                .isEqualTo("not measured in A");
    }

    @Test
    void whatTheBaselineCannotHaveHasNoCost() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (SyntheticRun run : List.of(a, b)) {
            run.measured(1, latency(LEADER_ACK), metric("ack_p50", 500));
            run.measured(1, latency(TRANSACTIONAL), metric("ack_p50", 500), metric("commit_p50", 900));
        }
        RunComparison comparison = compared(a, b);

        assertThat(comparison.row(Question.COST, latency(TRANSACTIONAL), "commit_p50"))
                .isEmpty();
        assertThat(comparison.row(Question.VALUE, latency(TRANSACTIONAL), "commit_p50"))
                .isPresent();
        assertThat(comparison.row(Question.COST, latency(TRANSACTIONAL), "ack_p50"))
                .isPresent();
    }

    @Test
    void aZeroOnEitherSideHasNoRatioAndSaysSo() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            a.measured(block, BASELINE, metric("retries_per_record", block == 5 ? 0 : 1));
            a.measured(block, ARM, metric("retries_per_record", 1));
            b.measured(block, BASELINE, metric("retries_per_record", 1));
            b.measured(block, ARM, metric("retries_per_record", 1));
        }
        for (RunComparison comparison : List.of(compared(a, b), compared(b, a))) {
            assertThat(row(comparison, Question.VALUE, BASELINE, "retries_per_record")
                            .verdict())
                    .isEqualTo("not comparable (a value is 0)");
            assertThat(row(comparison, Question.VALUE, ARM, "retries_per_record")
                            .verdict())
                    .startsWith("indistinguishable");
            assertThat(row(comparison, Question.COST, ARM, "retries_per_record").verdict())
                    .isEqualTo("not comparable (a value is 0)");
        }
    }

    @Test
    void bookkeepingIsNotCompared() {
        SyntheticRun a = a().measured(1, BASELINE, metric("throughput", 1), metric("in_log", 5), metric("steal", 1));
        SyntheticRun b = b().measured(1, BASELINE, metric("throughput", 1), metric("in_log", 5), metric("steal", 1));

        assertThat(compared(a, b).rows()).extracting(Row::metric).containsExactly("throughput");
    }

    @Test
    void latenciesOfAnArmThatDidNotSustainTheRateInEitherRunAreNotComparable() {
        SyntheticRun good = a();
        SyntheticRun bad = b();
        for (int block = 1; block <= BLOCKS; block++) {
            for (SyntheticRun run : List.of(good, bad)) {
                run.measured(block, latency(LEADER_ACK), metric("ack_p50", 500));
                run.measured(block, latency(ALL_ISR), metric("ack_p50", 500));
            }
            bad.flagged(block + 8, latency(IDEMPOTENT), NOT_SUSTAINED, metric("ack_p50", 1));
            good.measured(block + 8, latency(IDEMPOTENT), metric("ack_p50", 1));
        }
        assertThat(row(compared(good, bad), Question.VALUE, latency(IDEMPOTENT), "ack_p50")
                        .verdict())
                .isEqualTo("not comparable (B: idempotent did not sustain the rate in 8 of 8 trials)");
        assertThat(row(compared(bad, good), Question.VALUE, latency(IDEMPOTENT), "ack_p50")
                        .verdict())
                .isEqualTo("not comparable (A: idempotent did not sustain the rate in 8 of 8 trials)");
        assertThat(row(compared(good, bad), Question.VALUE, latency(ALL_ISR), "ack_p50")
                        .verdict())
                .startsWith("indistinguishable");
    }

    @Test
    void aBaselineThatDidNotSustainTheRateSpoilsTheCosts() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= BLOCKS; block++) {
            for (SyntheticRun run : List.of(a, b)) {
                run.measured(block, latency(ALL_ISR), metric("ack_p50", 500));
            }
            a.measured(block, latency(LEADER_ACK), metric("ack_p50", 500));
            b.flagged(block, latency(LEADER_ACK), NOT_SUSTAINED, metric("ack_p50", 500));
        }
        RunComparison comparison = compared(a, b);

        assertThat(row(comparison, Question.COST, latency(ALL_ISR), "ack_p50").verdict())
                .isEqualTo("not comparable (B: leader-ack did not sustain the rate in 8 of 8 trials)");
        assertThat(row(comparison, Question.VALUE, latency(ALL_ISR), "ack_p50").verdict())
                .startsWith("indistinguishable");
    }

    @Test
    void costsOfDifferentBaselinesAreNotCompared() {
        RunComparison comparison =
                compared(ladder(a(), 1, 0.7), ladder(b(), 1, 0.7).baseline(ALL_ISR));

        assertThat(comparison.incomparable()).containsExactly(ARM.benchmark());
        assertThat(comparison.comparable()).isEmpty();
        assertThat(comparison.rows()).extracting(Row::question).containsOnly(Question.VALUE);
    }

    /** As of a run of the ladder and one of another plan beside it. */
    @Test
    void aBenchmarkThatOneRunLeftOutLeavesTheCostsOfTheOthers() {
        SyntheticRun more = ladder(b(), 1, 0.7).baseline(OTHER, LATE.cell()).measured(1, LATE, metric("ack_p50", 1000));
        RunComparison comparison = compared(ladder(a(), 1, 0.7), more);

        assertThat(comparison.incomparable()).isEmpty();
        assertThat(comparison.row(Question.COST, ARM, "throughput")).isPresent();
    }

    @Test
    void onlyBenchmarksWithTheSameBaselineInBothHaveCosts() {
        SyntheticRun a = ladder(a(), 1, 0.7).measured(1, LATE, metric("ack_p50", 1000));
        SyntheticRun b = ladder(b(), 1, 0.7).baseline(OTHER, LATE.cell()).measured(1, LATE, metric("ack_p50", 1000));
        RunComparison comparison = compared(a, b);

        assertThat(comparison.comparable()).containsExactly(ARM.benchmark());
        assertThat(comparison.incomparable()).containsExactly(OTHER);
        assertThat(comparison.row(Question.COST, ARM, "throughput")).isPresent();
    }

    @Test
    void valuesComeBeforeCostsAndCellsStandInTheOrderOfTheLadder() {
        RunComparison comparison = compared(ladder(a(), 1, 0.7), ladder(b(), 1, 0.7));

        assertThat(comparison.rows())
                .extracting(r -> r.question() + " " + r.arm().label())
                .containsExactly(
                        "value leader-ack",
                        "value leader-ack (A/A)",
                        "value all-isr",
                        "cost leader-ack (A/A)",
                        "cost all-isr");
    }

    @Test
    void oneRunTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compared(ladder(a(), 1, 0.7), ladder(a(), 1, 0.7)))
                .withMessage("RUN_A and RUN_B are the same run, 20250102-030405-aaaa");
    }

    @Test
    void runsWithoutACommonCellAreRefusedWithTheirCells() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compared(
                        a().measured(1, latency(LEADER_ACK, 1000), metric("ack_p50", 1)),
                        b().measured(1, latency(LEADER_ACK, 2000), metric("ack_p50", 1))))
                .withMessage("no cell is in both runs; A has ProduceLatency rate=1000 (leader-ack);"
                        + " B has ProduceLatency rate=2000 (leader-ack)");
    }
}
