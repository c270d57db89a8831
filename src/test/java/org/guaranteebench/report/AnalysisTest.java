package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
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
import static org.guaranteebench.report.SyntheticRun.transactional;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Status;
import org.guaranteebench.report.Analysis.CellResult;
import org.guaranteebench.report.Analysis.Comparison;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final int BLOCKS = 8;

    /** Two-sided exact p when all of eight differences point the same way: 2 / 2^8. */
    private static final double SMALLEST_P = 2.0 / 256;

    private static final Arm BASELINE = throughput(LEADER_ACK);
    private static final Arm ARM = throughput(ALL_ISR);
    private static final Flag NOT_SUSTAINED = new Flag("rate-not-sustained", "9000 of 10000 records/s");

    /** The machine gets three times as fast over the run. */
    private static double drift(int block) {
        return 100_000 * Math.pow(3, (block - 1) / (BLOCKS - 1.0));
    }

    private static Comparison againstBaseline(SyntheticRun run, Arm arm, String metric) {
        return run.analysis().comparison(arm, metric).orElseThrow();
    }

    @Test
    void aKnownRatioComesOutWhateverTheDriftFromBlockToBlock() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("throughput", drift(block)), metric("client_cpu", drift(block)));
            run.measured(
                    block, ARM, metric("throughput", 0.9 * drift(block)), metric("client_cpu", 0.9 * drift(block)));
        }
        Comparison throughput = againstBaseline(run, ARM, "throughput");
        assertThat(throughput.baseline()).isEqualTo(BASELINE);
        assertThat(throughput.effect().n()).isEqualTo(BLOCKS);
        assertThat(throughput.effect().ratio()).isCloseTo(0.9, within(1e-9));
        assertThat(throughput.effect().low()).isCloseTo(0.9, within(1e-9));
        assertThat(throughput.effect().high()).isCloseTo(0.9, within(1e-9));
        assertThat(throughput.adjustedP()).isEqualTo(SMALLEST_P);
        assertThat(throughput.verdict()).isEqualTo("costs 10 % (10–10 %)");
        assertThat(againstBaseline(run, ARM, "client_cpu").verdict()).isEqualTo("saves 10 % (10–10 %)");
    }

    @Test
    void latenciesCostWhenTheyGrowAndExplanationsOnlyDiffer() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("ack_p99", drift(block)), metric("records_per_request", drift(block)));
            run.measured(
                    block,
                    ARM,
                    metric("ack_p99", 1.2 * drift(block)),
                    metric("records_per_request", 1.2 * drift(block)));
        }
        assertThat(againstBaseline(run, ARM, "ack_p99").verdict()).isEqualTo("costs 20 % (20–20 %)");
        assertThat(againstBaseline(run, ARM, "records_per_request").verdict()).isEqualTo("higher by 20 % (20–20 %)");
    }

    @Test
    void noiseAroundOneIsIndistinguishable() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("throughput", drift(block)));
            run.measured(block, ARM, metric("throughput", drift(block) * (block % 2 == 0 ? 1.02 : 1 / 1.02)));
        }
        assertThat(againstBaseline(run, ARM, "throughput").verdict()).isEqualTo("indistinguishable (−2.0 to +2.0 %)");
    }

    @Test
    void aTrialThatFailedCostsItsOwnPairAndNoOther() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("throughput", drift(block)));
            if (block == 3) {
                run.without(block, ARM, Status.FAILED, "broker 2 ended with status 137");
            } else {
                run.measured(block, ARM, metric("throughput", 0.8 * drift(block)));
            }
        }
        assertThat(againstBaseline(run, ARM, "throughput").effect().n()).isEqualTo(BLOCKS - 1);
        assertThat(againstBaseline(run, ARM, "throughput").effect().ratio()).isCloseTo(0.8, within(1e-9));
        assertThat(run.analysis()
                        .result(ARM, "throughput")
                        .orElseThrow()
                        .interval()
                        .n())
                .isEqualTo(BLOCKS - 1);
        assertThat(run.analysis()
                        .result(BASELINE, "throughput")
                        .orElseThrow()
                        .interval()
                        .n())
                .isEqualTo(BLOCKS);
    }

    /** A broker died between the two: one ran on the old cluster, the other on a fresh one. */
    @Test
    void trialsOfOneBlockOnDifferentIncarnationsAreNotPaired() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, 1, BASELINE, metric("throughput", drift(block)));
            run.measured(block, block == 5 ? 2 : 1, ARM, metric("throughput", block == 5 ? 1 : 0.8 * drift(block)));
        }
        assertThat(againstBaseline(run, ARM, "throughput").effect().n()).isEqualTo(BLOCKS - 1);
        assertThat(againstBaseline(run, ARM, "throughput").effect().meanRatio()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void trialsOfDifferentBlocksAreNotPaired() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, 1, block <= 4 ? BASELINE : ARM, metric("throughput", drift(block)));
        }
        Comparison comparison = againstBaseline(run, ARM, "throughput");
        assertThat(comparison.effect().n()).isZero();
        assertThat(comparison.effect().ratio()).isNaN();
        assertThat(comparison.verdict()).isEqualTo("not measured in both arms");
    }

    @Test
    void aMetricThatSomeTrialsLackIsComparedWhereBothHaveIt() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("ack_p50", 100), metric("ack_p99", 500));
            if (block <= 6) {
                run.measured(block, ARM, metric("ack_p50", 200), metric("ack_p99", 600));
            } else {
                run.measured(block, ARM, metric("ack_p50", 200));
            }
        }
        assertThat(againstBaseline(run, ARM, "ack_p50").effect().n()).isEqualTo(8);
        assertThat(againstBaseline(run, ARM, "ack_p99").effect().n()).isEqualTo(6);
    }

    @Test
    void fiveBlocksHaveARatioAndNoInterval() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 5; block++) {
            run.measured(block, BASELINE, metric("throughput", drift(block)));
            run.measured(block, ARM, metric("throughput", drift(block) / 2));
        }
        Comparison comparison = againstBaseline(run, ARM, "throughput");
        assertThat(comparison.effect().ratio()).isCloseTo(0.5, within(1e-9));
        assertThat(comparison.effect().hasInterval()).isFalse();
        assertThat(comparison.adjustedP()).isNaN();
        assertThat(comparison.verdict()).isEqualTo("precision not reached (5 blocks, an interval needs 6)");
    }

    @Test
    void aZeroOnEitherSideHasNoRatioAndSaysSo() {
        for (Arm zero : List.of(BASELINE, ARM)) {
            SyntheticRun run = new SyntheticRun();
            for (int block = 1; block <= BLOCKS; block++) {
                for (Arm arm : List.of(BASELINE, ARM)) {
                    run.measured(
                            block,
                            arm,
                            metric("throughput", 1000),
                            metric("retries_per_record", arm.equals(zero) && block == 2 ? 0 : 0.1));
                }
            }
            Comparison comparison = againstBaseline(run, ARM, "retries_per_record");
            assertThat(comparison.verdict()).isEqualTo("not comparable (a value is 0)");
            assertThat(comparison.effect().ratio()).isNaN();
            assertThat(againstBaseline(run, ARM, "throughput").effect().n()).isEqualTo(BLOCKS);
            assertThat(run.analysis()
                            .result(zero, "retries_per_record")
                            .orElseThrow()
                            .interval()
                            .low())
                    .as("a zero stays in the medians")
                    .isZero();
        }
    }

    @Test
    void valuesBelowOneHaveRatiosLikeAnyOther() {
        SyntheticRun run = new SyntheticRun()
                .measured(1, BASELINE, metric("retries_per_record", 0.002), metric("alloc", 0.5))
                .measured(1, ARM, metric("retries_per_record", 0.001), metric("alloc", 2));
        assertThat(againstBaseline(run, ARM, "retries_per_record").effect().ratio())
                .isCloseTo(0.5, within(1e-9));
        assertThat(againstBaseline(run, ARM, "alloc").effect().ratio()).isCloseTo(4, within(1e-9));
    }

    @Test
    void bookkeepingHasMediansButIsNeverCompared() {
        SyntheticRun run = new SyntheticRun();
        List<String> accounts = List.of(
                "records",
                "overflows",
                "unfinished",
                "acknowledged_so_far",
                "in_log",
                "window",
                "steal",
                "achieved_rate",
                "generator_lag_p50",
                "generator_lag_max");
        for (Arm arm : List.of(BASELINE, ARM)) {
            run.measured(1, arm, accounts.stream().map(name -> metric(name, 2)).toArray(Metric[]::new));
        }
        assertThat(run.analysis().comparisons()).isEmpty();
        assertThat(run.analysis().results())
                .filteredOn(r -> r.arm().equals(ARM))
                .extracting(CellResult::metric)
                .containsExactlyElementsOf(accounts);
    }

    /** The whole ladder and the A/A arm, every arm a tenth slower than the one before it. */
    private static SyntheticRun ladder() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            double value = drift(block);
            for (Cell cell : Cell.LADDER) {
                run.measured(block, throughput(cell), metric("throughput", value));
                value *= 0.9;
            }
            run.measured(block, again(BASELINE), metric("throughput", drift(block) * 0.9 * 1.01));
        }
        return run;
    }

    @Test
    void holmCorrectsOverTheLadderAndTheControlIsNotPartOfIt() {
        List<Comparison> comparisons = ladder().analysis().comparisons();
        assertThat(comparisons)
                .filteredOn(c -> !c.step() && !c.arm().control())
                .hasSize(4)
                .allSatisfy(c -> assertThat(c.adjustedP()).isEqualTo(4 * SMALLEST_P));
        assertThat(comparisons)
                .filteredOn(Comparison::step)
                .hasSize(4)
                .allSatisfy(c -> assertThat(c.adjustedP()).isEqualTo(4 * SMALLEST_P));
        assertThat(comparisons)
                .filteredOn(c -> c.arm().control())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.baseline()).isEqualTo(BASELINE);
                    assertThat(c.step()).isFalse();
                    assertThat(c.adjustedP()).isEqualTo(SMALLEST_P);
                    assertThat(c.effect().ratio()).isCloseTo(1.01, within(1e-9));
                });
    }

    @Test
    void eachMetricIsAFamilyOfItsOwn() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, BASELINE, metric("throughput", 100), metric("client_cpu", 100));
            run.measured(block, ARM, metric("throughput", 90), metric("client_cpu", 110));
        }
        assertThat(run.analysis().comparisons())
                .hasSize(4)
                .allSatisfy(c -> assertThat(c.adjustedP()).isEqualTo(SMALLEST_P));
    }

    private static Map<String, String> steps(SyntheticRun run) {
        return run.analysis().comparisons().stream()
                .filter(Comparison::step)
                .collect(
                        Collectors.toMap(c -> c.arm().label(), c -> c.baseline().label()));
    }

    @Test
    void aStepComparesWithTheRungBelowAndTheLowestRungHasNone() {
        assertThat(steps(ladder()))
                .containsOnly(
                        Map.entry("leader-ack", "fire-and-forget"),
                        Map.entry("all-isr", "leader-ack"),
                        Map.entry("idempotent", "all-isr"),
                        Map.entry("transactional 100ms", "idempotent"));
        assertThat(ladder().analysis().comparisons())
                .filteredOn(Comparison::step)
                .allSatisfy(c -> assertThat(c.effect().ratio()).isCloseTo(0.9, within(1e-9)));
    }

    @Test
    void aMissingRungIsSteppedOver() {
        SyntheticRun run = new SyntheticRun()
                .measured(1, throughput(FIRE_AND_FORGET), metric("throughput", 4))
                .measured(1, BASELINE, metric("throughput", 3))
                .without(1, ARM, Status.FAILED, "no")
                .measured(1, throughput(IDEMPOTENT), metric("throughput", 2));
        assertThat(steps(run))
                .containsOnly(Map.entry("leader-ack", "fire-and-forget"), Map.entry("idempotent", "leader-ack"));
    }

    @Test
    void transactionsOfEveryKindStandOnTheIdempotentProducer() {
        SyntheticRun run = new SyntheticRun().measured(1, throughput(IDEMPOTENT), metric("throughput", 4));
        for (String when : List.of("1", "100", "100ms")) {
            run.measured(1, throughput(transactional(when)), metric("throughput", 3));
        }
        assertThat(steps(run))
                .containsOnly(
                        Map.entry("transactional 1", "idempotent"),
                        Map.entry("transactional 100", "idempotent"),
                        Map.entry("transactional 100ms", "idempotent"));
    }

    @Test
    void withoutAMeasuredBaselineOnlyStepsRemain() {
        SyntheticRun run = new SyntheticRun()
                .measured(1, throughput(FIRE_AND_FORGET), metric("throughput", 4))
                .without(1, BASELINE, Status.FAILED, "no")
                .measured(1, ARM, metric("throughput", 3));
        assertThat(run.analysis().comparisons()).allMatch(Comparison::step);
        assertThat(steps(run)).containsOnly(Map.entry("all-isr", "fire-and-forget"));
    }

    @Test
    void comparisonsStayWithinOneBenchmarkAndOneWorkload() {
        SyntheticRun run = new SyntheticRun();
        for (Cell cell : List.of(LEADER_ACK, ALL_ISR)) {
            run.measured(1, throughput(cell), metric("client_cpu", 3));
            run.measured(1, latency(cell, 1000), metric("client_cpu", 5));
            run.measured(1, latency(cell, 9000), metric("client_cpu", 7));
        }
        assertThat(run.analysis().comparisons()).hasSize(6).allSatisfy(c -> {
            assertThat(c.arm().benchmark()).isEqualTo(c.baseline().benchmark());
            assertThat(c.arm().workload()).isEqualTo(c.baseline().workload());
            assertThat(c.effect().ratio()).isEqualTo(1);
        });
    }

    private static SyntheticRun overloaded(Arm weak, int trials) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            for (Arm arm : List.of(latency(LEADER_ACK), latency(ALL_ISR), latency(IDEMPOTENT))) {
                double value = arm.equals(latency(LEADER_ACK)) ? 100 : 200;
                if (arm.equals(weak) && block <= trials) {
                    run.flagged(block, arm, NOT_SUSTAINED, metric("ack_p99", value), metric("client_cpu", value));
                } else {
                    run.measured(block, arm, metric("ack_p99", value), metric("client_cpu", value));
                }
            }
        }
        return run;
    }

    @Test
    void latenciesOfAnArmThatDidNotSustainTheRateAreNotComparable() {
        SyntheticRun run = overloaded(latency(ALL_ISR), 2);
        assertThat(againstBaseline(run, latency(ALL_ISR), "ack_p99").verdict())
                .isEqualTo("not comparable (all-isr did not sustain the rate in 2 of 8 trials)");
        assertThat(againstBaseline(run, latency(ALL_ISR), "ack_p99").effect().ratio())
                .as("nothing is dropped")
                .isEqualTo(2);
        assertThat(againstBaseline(run, latency(ALL_ISR), "client_cpu").verdict())
                .as("per record, at another rate")
                .startsWith("not comparable");
        assertThat(againstBaseline(run, latency(IDEMPOTENT), "ack_p99").verdict())
                .startsWith("costs 100 %");
    }

    @Test
    void oneTrialBelowItsRateIsEnough() {
        assertThat(againstBaseline(overloaded(latency(ALL_ISR), 1), latency(ALL_ISR), "ack_p99")
                        .verdict())
                .isEqualTo("not comparable (all-isr did not sustain the rate in 1 of 8 trials)");
    }

    @Test
    void onlyMeasuredTrialsCountAmongThoseThatCouldHaveSustainedTheRate() {
        SyntheticRun run = overloaded(latency(ALL_ISR), 2).without(9, latency(ALL_ISR), Status.FAILED, "no");
        assertThat(againstBaseline(run, latency(ALL_ISR), "ack_p99").verdict()).endsWith(" in 2 of 8 trials)");
    }

    @Test
    void aBaselineThatDidNotSustainTheRateMakesAllLatenciesIncomparable() {
        SyntheticRun run = overloaded(latency(LEADER_ACK), 8);
        assertThat(List.of(latency(ALL_ISR), latency(IDEMPOTENT)))
                .allSatisfy(
                        arm -> assertThat(againstBaseline(run, arm, "ack_p99").verdict())
                                .isEqualTo("not comparable (leader-ack did not sustain the rate in 8 of 8 trials)"));
    }

    @Test
    void otherFlagsLeaveVerdictsAlone() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, latency(LEADER_ACK), metric("ack_p50", 100));
            run.flagged(block, latency(ALL_ISR), new Flag("steal", "9 %"), metric("ack_p50", 200));
        }
        assertThat(againstBaseline(run, latency(ALL_ISR), "ack_p50").verdict()).startsWith("costs 100 %");
    }

    @Test
    void resultsStandInTheOrderOfTheLadderWithTheControlAfterItsTwin() {
        SyntheticRun run = new SyntheticRun();
        for (Arm arm : List.of(
                latency(ALL_ISR),
                throughput(transactional("100ms")),
                throughput(transactional("100")),
                again(BASELINE),
                throughput(TRANSACTIONAL),
                throughput(IDEMPOTENT),
                throughput(transactional("1")),
                latency(FIRE_AND_FORGET),
                BASELINE)) {
            run.measured(1, arm, metric("client_cpu", 1));
        }
        assertThat(run.analysis().results())
                .extracting(r -> r.arm().benchmark().replace("Produce", "") + " "
                        + r.arm().label())
                .containsExactly(
                        "Throughput leader-ack",
                        "Throughput leader-ack (A/A)",
                        "Throughput idempotent",
                        "Throughput transactional 1",
                        "Throughput transactional 100",
                        "Throughput transactional 100ms",
                        "Latency fire-and-forget",
                        "Latency all-isr");
    }

    @Test
    void medianAndIntervalAreThoseOfTheTrials() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 6; block++) {
            run.measured(block, BASELINE, metric("throughput", 10 * block));
        }
        CellResult result = run.analysis().result(BASELINE, "throughput").orElseThrow();
        assertThat(result.unit()).isEqualTo("records/s");
        assertThat(result.interval().median()).isEqualTo(35);
        assertThat(result.interval().low()).isEqualTo(10);
        assertThat(result.interval().high()).isEqualTo(60);
    }

    @Test
    void trialsThatWereNotMeasuredAreKeptButHaveNoResult() {
        SyntheticRun run = new SyntheticRun()
                .without(0, throughput(TRANSACTIONAL), Status.INVALID, "no")
                .without(1, BASELINE, Status.FAILED, "no")
                .without(1, ARM, Status.INTERRUPTED, "no");
        assertThat(run.analysis().trials()).hasSize(3);
        assertThat(run.analysis().results()).isEmpty();
        assertThat(run.analysis().comparisons()).isEmpty();
    }
}
