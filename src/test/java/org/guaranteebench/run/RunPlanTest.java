package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPlanTest {
    private static final String THROUGHPUT = "ProduceThroughput";
    private static final String LATENCY = "ProduceLatency";

    private static List<String> labels(RunPlan plan, String benchmark) {
        return plan.arms().stream()
                .filter(arm -> arm.benchmark().equals(benchmark))
                .map(Arm::label)
                .toList();
    }

    @Test
    void theDefaultIsTheLadderAndItsControlInBothBenchmarks() {
        RunPlan plan = new Request().plan();
        List<String> ladder = List.of(
                "fire-and-forget", "leader-ack", "leader-ack (A/A)", "all-isr", "idempotent", "transactional 100ms");
        assertThat(labels(plan, THROUGHPUT)).isEqualTo(ladder);
        assertThat(labels(plan, LATENCY)).isEqualTo(ladder);
        assertThat(plan.arms()).hasSize(12).doesNotHaveDuplicates();
        assertThat(plan.baselines().values()).containsOnly(Cell.DEFAULT_BASELINE);
        assertThat(plan.baselines().get("ProduceLatency")).isEqualTo(Cell.DEFAULT_BASELINE);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.blocks()).isEqualTo(Preset.DEFAULT.blocks());
        assertThat(plan.trials()).isEqualTo(12 * plan.blocks());
        assertThat(plan.warmUp().rounds()).isEqualTo(1);
    }

    @Test
    void aFullRunIsTheWholeGridWithItsReasonsForWhatIsLeftOut() {
        RunPlan plan = new Request().preset(Preset.FULL).plan();
        assertThat(labels(plan, THROUGHPUT))
                .containsExactlyInAnyOrder(
                        "fire-and-forget",
                        "leader-ack",
                        "leader-ack (A/A)",
                        "all-isr",
                        "idempotent",
                        "transactional 1",
                        "transactional 100",
                        "transactional 10000",
                        "transactional 100ms",
                        "transactional 1s");
        // 3 x 2 x 6 combinations of what the benchmarks declare, nine of them valid.
        assertThat(plan.refused())
                .hasSize(2 * (36 - 9))
                .allSatisfy(c -> assertThat(c.rejection()).isPresent());
        assertThat(plan.blocks()).isEqualTo(Preset.FULL.blocks());
    }

    @Test
    void oneGuaranteeParameterIsEnoughToLeaveTheLadderForTheProduct() {
        RunPlan plan = new Request().with("acks", "all").jmhLine(THROUGHPUT).plan();
        assertThat(labels(plan, THROUGHPUT))
                .containsExactlyInAnyOrder(
                        "all-isr",
                        "all-isr (A/A)",
                        "idempotent",
                        "transactional 1",
                        "transactional 100",
                        "transactional 10000",
                        "transactional 100ms",
                        "transactional 1s");
        assertThat(plan.refused()).hasSize(5);
    }

    @Test
    void aWorkloadParameterStaysOnTheLadderOncePerValue() {
        RunPlan plan = new Request().with("rate", "1000", "2000").plan();
        assertThat(labels(plan, THROUGHPUT)).hasSize(6);
        assertThat(labels(plan, LATENCY)).hasSize(12);
    }

    @Test
    void thereIsOneControlPerBenchmarkAndWorkloadNextToItsTwin() {
        RunPlan plan = new Request()
                .with("rate", "1000", "2000")
                .baseline("idempotent")
                .plan();
        List<Arm> arms = plan.arms();
        List<Arm> controls = arms.stream().filter(Arm::control).toList();
        assertThat(controls).hasSize(3).extracting(Arm::label).containsOnly("idempotent (A/A)");
        assertThat(controls).extracting(arm -> arm.workload().rate()).doesNotHaveDuplicates();
        for (Arm control : controls) {
            Arm twin = new Arm(control.benchmark(), control.cell(), control.workload(), false);
            assertThat(arms.indexOf(twin)).isEqualTo(arms.indexOf(control) - 1);
        }
    }

    @Test
    void withoutTheDefaultBaselineTheWeakestCellIsIt() {
        assertThat(new Request().with("acks", "all").plan().baselines().get("ProduceLatency"))
                .isEqualTo(Cell.of("all", "false", "none", "read_uncommitted"));
        assertThat(new Request()
                        .with("acks", "0", "1")
                        .with("idempotence", "false")
                        .plan()
                        .baselines()
                        .get("ProduceLatency"))
                .isEqualTo(Cell.DEFAULT_BASELINE);
    }

    @Test
    void withoutNamesThePlanSaysWhichBenchmarks() {
        assertThat(new Request().plan().baselines()).containsOnlyKeys(THROUGHPUT, LATENCY);
        assertThat(new Request().plan(Plan.CONSUMING).plan().baselines())
                .containsKeys("EndToEndLatency", "ConsumeThroughput")
                .doesNotContainKeys(THROUGHPUT, LATENCY);
        assertThat(new Request().plan(Plan.CONSUMING).jmhLine(LATENCY).plan().baselines())
                .as("names are stronger")
                .containsOnlyKeys(LATENCY);
    }

    @Test
    void aPlanOfManyArmsHasFewerBlocksForAFirstLook() {
        assertThat(new Request().preset(Preset.QUICK).plan().blocks()).isEqualTo(3);
        assertThat(new Request()
                        .preset(Preset.QUICK)
                        .plan(Plan.CONSUMING)
                        .plan()
                        .blocks())
                .isEqualTo(2);
        assertThat(new Request().preset(Preset.QUICK).plan(Plan.PRODUCT).plan().blocks())
                .isEqualTo(1);
        assertThat(new Request().plan(Plan.CONSUMING).plan().blocks()).isEqualTo(8);
    }

    @Test
    void aFirstLookTakesMinutesAndADefaultRunHalfAnHour() {
        assertThat(new Request()
                        .preset(Preset.QUICK)
                        .plan(Plan.CONSUMING)
                        .plan()
                        .estimate()
                        .seconds())
                .isLessThan(6 * 60);
        assertThat(new Request().plan(Plan.CONSUMING).plan().estimate().seconds())
                .isLessThan(30 * 60);
    }

    @Test
    void theProductHasEachStageBehindEachProducer() {
        RunPlan plan = new Request().plan(Plan.PRODUCT).plan();
        assertThat(plan.baselines()).containsOnlyKeys("PipelineLatency");
        assertThat(plan.arms().stream().filter(arm -> !arm.control()).count()
                        + plan.refused().size())
                .isEqualTo(5 * 7);
        assertThat(plan.arms())
                .filteredOn(arm -> arm.cell().transactions().enabled())
                .isNotEmpty()
                .allSatisfy(arm -> assertThat(arm.cell().isolation()).isEqualTo(Isolation.READ_COMMITTED));
        assertThat(plan.arms()).extracting(Arm::label).doesNotHaveDuplicates();
    }

    @Test
    void eachBenchmarkHasItsOwnRungsBaselineAndControl() {
        RunPlan plan = new Request().plan(Plan.CONSUMING).plan();
        assertThat(labels(plan, "EndToEndLatency"))
                .containsExactlyInAnyOrder(
                        "fire-and-forget",
                        "leader-ack",
                        "leader-ack (A/A)",
                        "all-isr",
                        "idempotent",
                        "idempotent read_committed",
                        "transactional 100ms",
                        "transactional 100ms read_committed");
        assertThat(plan.baselines().get("ConsumeThroughput").arm()).isEqualTo("plain");
        plan.baselines()
                .forEach((benchmark, cell) -> assertThat(plan.arms())
                        .filteredOn(arm -> arm.benchmark().equals(benchmark) && arm.control())
                        .singleElement()
                        .extracting(Arm::cell)
                        .isEqualTo(cell));
        assertThat(plan.arms()).extracting(arm -> arm.benchmark() + arm.label()).doesNotHaveDuplicates();
        assertThat(plan.arms().stream().map(Arm::cell).map(Cell::rejection)).containsOnly(Optional.empty());
    }

    @Test
    void aChosenTreatmentStandsWithTheOrdinaryValuesOfTheOthers() {
        RunPlan plan = new Request()
                .with("commit", "batch-sync", "record-sync")
                .with("isolation", "read_committed")
                .jmhLine("ConsumeThroughput")
                .plan();
        assertThat(labels(plan, "ConsumeThroughput"))
                .containsExactlyInAnyOrder(
                        "batch-sync read_committed", "batch-sync read_committed (A/A)", "record-sync read_committed");
    }

    @Test
    void aReaderOfAPreparedLogHasNoUseForProducersGuarantees() {
        RunPlan plan = new Request()
                .with("acks", "1", "all")
                .jmhLine("ConsumeThroughput|" + THROUGHPUT)
                .plan();
        assertThat(plan.refused())
                .filteredOn(c ->
                        c.benchmark().equals("ConsumeThroughput") && c.cell().acks() == Acks.LEADER)
                .isNotEmpty()
                .extracting(c -> c.rejection().orElseThrow())
                .contains("no producer is measured, so acks cannot act: measured as all");
    }

    @Test
    void logsThatAreReadCountAsBytesAndTimeOncePerBlock() {
        RunPlan small = new Request()
                .jmhLine("ConsumeThroughput -wf 0")
                .with("logRecords", "1000")
                .with("commit", "none", "batch-sync")
                .plan();
        RunPlan large = new Request()
                .jmhLine("ConsumeThroughput -wf 0")
                .with("logRecords", "101000")
                .with("commit", "none", "batch-sync")
                .plan();
        long more = 100_000L * (1024 + 16) * 3;
        assertThat(large.estimate().largestTrialBytes() - small.estimate().largestTrialBytes())
                .isEqualTo(more);
        assertThat(large.estimate().bytes() - small.estimate().bytes()).isEqualTo(8 * more);
        assertThat(large.estimate().seconds()).isGreaterThan(small.estimate().seconds());
    }

    @Test
    void aBaselineOutsideTheRunIsRefusedWithThoseInside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request().baseline("transactional 1s").plan())
                .withMessage("--baseline transactional 1s: no cell of this run is it; there are fire-and-forget,"
                        + " leader-ack, all-isr, idempotent, transactional 100ms");
    }

    @Test
    void aParameterThatNoChosenBenchmarkHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Request().with("rate", "5").jmhLine(THROUGHPUT).plan())
                .withMessage("-p rate: none of the chosen benchmarks has this parameter: ProduceThroughput");
        assertThat(new Request().with("rate", "5").plan().arms())
                .as("one of two has it")
                .hasSize(12);
    }

    @Test
    void nothingToMeasureIsRefusedWithEveryReasonOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .with("acks", "0", "1")
                        .with("idempotence", "true")
                        .plan())
                .withMessage("no valid cell: enable.idempotence=true needs acks=all");
    }

    @Test
    void moreThanFiveInFlightRefusesTheIdempotentArmsAndKeepsTheRest() {
        RunPlan plan = new Request().with("maxInFlight", "6").plan();
        assertThat(labels(plan, LATENCY))
                .containsExactly("fire-and-forget", "leader-ack", "leader-ack (A/A)", "all-isr");
        assertThat(plan.refused())
                .hasSize(4)
                .extracting(Combination::rejection)
                .allSatisfy(reason -> assertThat(reason)
                        .hasValue("enable.idempotence=true needs max.in.flight.requests.per.connection <= 5"));
    }

    @Test
    void consumerPropertiesMultiplyLikeParametersWhereThereIsAConsumer() {
        RunPlan plan = new Request()
                .consumer("fetch.min.bytes", "1", "100000")
                .jmhLine("ConsumeThroughput ProduceLatency")
                .with("commit", "none")
                .with("isolation", "read_uncommitted")
                .plan();
        assertThat(plan.arms())
                .filteredOn(arm -> arm.benchmark().equals("ConsumeThroughput"))
                .extracting(arm -> arm.workload().consumer())
                .containsOnly(Map.of("fetch.min.bytes", "1"), Map.of("fetch.min.bytes", "100000"));
        assertThat(plan.arms())
                .filteredOn(arm -> arm.benchmark().equals(LATENCY))
                .isNotEmpty()
                .allSatisfy(arm -> assertThat(arm.workload().consumer()).isEmpty());
    }

    @Test
    void armsThatDifferInTheirConsumersPropertiesReadTheSameLog() {
        Request one = new Request().jmhLine("ConsumeThroughput -wf 0").with("commit", "none");
        long bytes = one.plan().estimate().largestTrialBytes();
        assertThat(one.consumer("fetch.min.bytes", "1", "100000")
                        .plan()
                        .estimate()
                        .largestTrialBytes())
                .isEqualTo(bytes);
    }

    @Test
    void consumerPropertiesThatCannotActAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .consumer("fetch.min.bytes", "1")
                        .jmhLine(LATENCY)
                        .plan())
                .withMessage(
                        "-p consumer.fetch.min.bytes: none of the chosen benchmarks has a consumer: ProduceLatency");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request()
                        .consumer("max.poll.records", "10")
                        .jmhLine("PipelineLatency")
                        .plan())
                .withMessage("-p consumer.max.poll.records: in PipelineLatency it is set by -p batch");
    }

    @Test
    void consumerPropertiesThatAGroupProtocolDoesNotHaveRefuseItsArmsInKafkasWords() {
        RunPlan plan = new Request()
                .consumer("session.timeout.ms", "10000")
                .jmhLine("ConsumeThroughput")
                .with("groupProtocol", "classic", "consumer")
                .with("isolation", "read_uncommitted")
                .plan();
        assertThat(plan.refused())
                .singleElement()
                .extracting(Combination::rejection)
                .isEqualTo(Optional.of("session.timeout.ms cannot be set when group.protocol=CONSUMER"));
        assertThat(plan.arms()).hasSize(2);
    }

    @Test
    void producerPropertiesMultiplyLikeParameters() {
        RunPlan plan = new Request()
                .producer("buffer.memory", "1000000", "2000000")
                .producer("max.request.size", "3000000")
                .jmhLine(THROUGHPUT)
                .plan();
        assertThat(plan.arms()).hasSize(12);
        assertThat(plan.arms())
                .extracting(arm -> arm.workload().producer())
                .containsOnly(
                        Map.of("buffer.memory", "1000000", "max.request.size", "3000000"),
                        Map.of("buffer.memory", "2000000", "max.request.size", "3000000"));
    }

    @Test
    void everyBlockHoldsEveryArmOnce() {
        RunPlan plan = new Request().with("rate", "1000", "2000").plan();
        for (int block = 0; block <= plan.blocks(); block++) {
            assertThat(plan.order(block)).containsExactlyInAnyOrderElementsOf(plan.arms());
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        for (int block = 0; block <= 8; block++) {
            assertThat(new Request().seed(42).plan().order(block))
                    .isEqualTo(new Request().seed(42).plan().order(block));
        }
        assertThat(orders(new Request().seed(42).plan()))
                .isNotEqualTo(orders(new Request().seed(43).plan()));
    }

    private static List<List<Arm>> orders(RunPlan plan) {
        List<List<Arm>> orders = new ArrayList<>();
        for (int block = 1; block <= plan.blocks(); block++) {
            orders.add(plan.order(block));
        }
        return orders;
    }

    /** A run whose precision decides does not know its length when it begins. */
    @Test
    void theOrderOfABlockDoesNotDependOnHowManyThereAre() {
        RunPlan ten = new Request().seed(5).blocks(10).plan();
        RunPlan fifty = new Request().seed(5).blocks(50).plan();
        RunPlan until = new Request().seed(5).precision("3%", "60").plan();
        assertThat(until.blocks()).isBetween(11, 49);
        for (int block = 0; block <= 10; block++) {
            assertThat(fifty.order(block)).isEqualTo(ten.order(block));
            assertThat(until.order(block)).isEqualTo(ten.order(block));
        }
        assertThat(ten.withBlocks(50).order(50)).isEqualTo(fifty.order(50));
    }

    @Test
    void blocksDifferInTheirOrder() {
        // 720 orders of a benchmark's six arms: eight equal draws among them would be no accident.
        assertThat(new HashSet<>(orders(new Request().plan()))).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 123_456, -5, Long.MAX_VALUE})
    void armsOfOneBenchmarkAndWorkloadStandTogether(long seed) {
        RunPlan plan = new Request().seed(seed).with("rate", "1000", "2000").plan();
        for (int block = 1; block <= 4; block++) {
            Set<List<Object>> groups = new LinkedHashSet<>();
            int changes = 0;
            List<Object> before = List.of();
            for (Arm arm : plan.order(block)) {
                List<Object> group = List.of(arm.benchmark(), arm.workload());
                changes += group.equals(before) ? 0 : 1;
                groups.add(group);
                before = group;
            }
            assertThat(groups).hasSize(3);
            assertThat(changes).isEqualTo(3);
        }
    }

    @Test
    void overManyRunsAnArmIsAsOftenFirstAsAnyOther() {
        RunPlan base = new Request().jmhLine(THROUGHPUT).plan();
        Map<String, Integer> first = new TreeMap<>();
        int runs = 600;
        for (int seed = 0; seed < runs; seed++) {
            RunPlan plan = new RunPlan(
                    withSeed(base.request(), 7919L * seed),
                    base.benchmarks(),
                    base.arms(),
                    base.refused(),
                    base.baselines(),
                    8,
                    base.warmUp(),
                    base.timings());
            first.merge(plan.order(1 + seed % 8).get(0).label(), 1, Integer::sum);
        }
        // Binomial(600, 1/6): mean 100, standard deviation 9.
        assertThat(first).hasSize(6);
        assertThat(first.values()).allSatisfy(times -> assertThat(times).isBetween(55, 145));
    }

    private static RunRequest withSeed(RunRequest r, long seed) {
        return new RunRequest(
                r.preset(),
                r.plan(),
                r.blocks(),
                seed,
                r.baseline(),
                r.brokers(),
                r.store(),
                r.out(),
                r.data(),
                r.parameters(),
                r.producerProperties(),
                r.consumerProperties(),
                r.precision(),
                r.rejection(),
                r.jmh(),
                r.arguments());
    }

    @Test
    void brokersAreWarmedByEveryCellUnderFullLoadWhateverIsMeasured() {
        for (RunPlan plan : List.of(
                new Request().plan(),
                new Request().jmhLine(LATENCY).plan(),
                new Request().jmhLine(THROUGHPUT).plan())) {
            assertThat(warmed(plan)).extracting(Arm::cell).contains(Cell.LADDER.toArray(Cell[]::new));
            assertThat(warmed(plan)).extracting(Arm::benchmark).containsOnly(THROUGHPUT);
            assertThat(warmed(plan))
                    .allSatisfy(arm -> assertThat(arm.workload().rate()).isEmpty());
        }
    }

    private static List<Arm> warmed(RunPlan plan) {
        return plan.warmUp().steps().stream().map(WarmUp.Step::arm).toList();
    }

    /** Of what they are asked for by consumers and groups brokers know nothing before. */
    @ParameterizedTest
    @EnumSource(
            value = Plan.class,
            names = {"CONSUMING", "PRODUCT", "LIFECYCLE"})
    void brokersAreAlsoWarmedByArmsThatDoMoreThanProduce(Plan plan) {
        RunPlan measured = new Request().plan(plan).plan();
        List<Arm> own = warmed(measured).stream()
                .filter(arm -> !arm.benchmark().equals(THROUGHPUT))
                .toList();
        assertThat(measured.arms()).containsAll(own);
        assertThat(own)
                .hasSizeBetween(5, 8)
                .doesNotHaveDuplicates()
                .extracting(Arm::benchmark)
                .containsAll(measured.baselines().keySet());
        assertThat(warmed(measured)).extracting(Arm::benchmark).contains(THROUGHPUT);
        assertThat(warmed(measured))
                .allSatisfy(arm -> assertThat(measured.warmUpMethod(arm)).contains(arm.benchmark()));
    }

    @Test
    void warmUpLastsAsLongForOneCellAsForTheLadder() {
        RunPlan ladder = new Request().plan();
        RunPlan one = new Request()
                .jmhLine(LATENCY)
                .with("acks", "1")
                .with("idempotence", "false")
                .with("transactions", "none")
                .plan();
        for (RunPlan plan : List.of(ladder, one)) {
            assertThat(plan.warmUp().steps().stream()
                            .mapToDouble(step -> step.timing().seconds())
                            .sum())
                    .isCloseTo(80, within(1e-9));
            assertThat(plan.warmUp().steps())
                    .allSatisfy(step -> assertThat(step.timing().seconds()).isLessThanOrEqualTo(10));
        }
        assertThat(one.warmUp().steps())
                .hasSize(8)
                .containsOnly(one.warmUp().steps().get(0));
    }

    /** With seeds side by side java.util.Random put the same arm last in every block for 99 seeds of a hundred. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void theOrderOfOneBlockTellsNothingOfTheNext(int arms) {
        String[] cells = {"none", "1", "2", "3", "4", "5", "6"};
        RunPlan base = new Request()
                .jmhLine(THROUGHPUT)
                .with("acks", "all")
                .with("idempotence", "true")
                .with("transactions", Arrays.copyOf(cells, arms - 1))
                .plan();
        assertThat(base.arms()).hasSize(arms);
        int agree = 0;
        int runs = 1_000;
        for (int seed = 0; seed < runs; seed++) {
            RunPlan plan = new RunPlan(
                    withSeed(base.request(), seed),
                    base.benchmarks(),
                    base.arms(),
                    base.refused(),
                    base.baselines(),
                    8,
                    base.warmUp(),
                    base.timings());
            if (plan.order(3).get(arms - 1).equals(plan.order(4).get(arms - 1))) {
                agree++;
            }
        }
        double expected = (double) runs / arms;
        assertThat((double) agree).isBetween(expected - 75, expected + 75);
    }

    @Test
    void forksOfJmhAreBlocksOnlyThroughTheRequestAndWarmUpForksAreWarmUpBlocks() {
        assertThat(new Request().blocks(5).plan().blocks()).isEqualTo(5);
        assertThat(new Request().jmhLine("-wf 0").plan().warmUp().rounds()).isZero();
        assertThat(new Request().jmhLine("-wf 3").plan().warmUp().rounds()).isEqualTo(3);
    }

    @Test
    void theTimesOfJmhReplaceThoseOfTheBenchmarksOneByOne() {
        Timing annotated = new Request().plan().timings().get(THROUGHPUT);
        assertThat(timing("-wi 7"))
                .isEqualTo(
                        new Timing(7, annotated.warmupSeconds(), annotated.iterations(), annotated.iterationSeconds()));
        assertThat(timing("-w 250ms"))
                .isEqualTo(new Timing(
                        annotated.warmupIterations(), 0.25, annotated.iterations(), annotated.iterationSeconds()));
        assertThat(timing("-i 9"))
                .isEqualTo(new Timing(
                        annotated.warmupIterations(), annotated.warmupSeconds(), 9, annotated.iterationSeconds()));
        assertThat(timing("-r 2min"))
                .isEqualTo(new Timing(
                        annotated.warmupIterations(), annotated.warmupSeconds(), annotated.iterations(), 120));
    }

    private static Timing timing(String jmh) {
        return new Request().jmhLine(jmh).plan().timings().get(THROUGHPUT);
    }

    @Test
    void presetsScaleTheBenchmarksTimesButNotThoseThatWereAskedFor() {
        Timing standard = new Request().plan().timings().get(LATENCY);
        Timing quick = new Request().preset(Preset.QUICK).plan().timings().get(LATENCY);
        Timing full = new Request().preset(Preset.FULL).plan().timings().get(LATENCY);
        assertThat(quick.seconds()).isCloseTo(Preset.QUICK.timeScale() * standard.seconds(), within(1e-9));
        assertThat(full.seconds()).isCloseTo(Preset.FULL.timeScale() * standard.seconds(), within(1e-9));
        assertThat(quick.iterations()).isEqualTo(standard.iterations());
        assertThat(new Request()
                        .preset(Preset.QUICK)
                        .jmhLine("-r 3s")
                        .plan()
                        .timings()
                        .get(LATENCY)
                        .iterationSeconds())
                .isEqualTo(3);
    }

    @Test
    void theEstimateIsTheSumOfItsTrialsAndOfTheStartsOfItsClusters() {
        RunPlan plan = new Request().blocks(5).jmhLine("-wi 1 -w 1s -i 2 -r 2s").plan();
        double overhead = Estimate.TRIAL_OVERHEAD_SECONDS + Estimate.TOPIC_SECONDS;
        double trial = 5 + overhead;
        double start = plan.request().brokers().startSeconds() + 80 + 8 * overhead;
        assertThat(plan.incarnations()).isEqualTo(2);
        assertThat(plan.estimate().incarnationSeconds()).isCloseTo(start, within(1e-9));
        assertThat(plan.estimate().seconds()).isCloseTo(5 * 12 * trial + 2 * start, within(1e-9));
    }

    @Test
    void twiceTheBlocksOfWholeIncarnationsTakeTwiceTheTime() {
        double four = new Request().blocks(4).plan().estimate().seconds();
        assertThat(four).isPositive();
        assertThat(new Request().blocks(8).plan().estimate().seconds()).isCloseTo(2 * four, within(1e-6));
        assertThat(new Request().blocks(4).jmhLine("-wf 0").plan().estimate().seconds())
                .isBetween(0.5 * four, four);
    }

    @Test
    void aNewClusterServesEveryFourBlocks() {
        assertThat(List.of(1, 4, 5, 8, 9, 50))
                .extracting(blocks -> new Request().blocks(blocks).plan().incarnations())
                .containsExactly(1, 1, 2, 2, 3, 13);
    }

    @Test
    void bytesOfAnOpenLoopAreRateTimesSizeTimesTimeTimesReplicas() {
        Request request = new Request()
                .blocks(2)
                .with("rate", "1000")
                .with("recordSize", "900")
                .with("keySize", "100")
                .jmhLine(LATENCY + " -wf 0 -wi 1 -w 1s -i 2 -r 2s");
        assertThat(request.plan().estimate().largestTrialBytes()).isEqualTo(1000L * 1000 * 5 * 3);
        assertThat(request.plan().estimate().bytes()).isEqualTo(2 * 6 * 1000L * 1000 * 5 * 3);
        assertThat(request.nodes(1).plan().estimate().largestTrialBytes()).isEqualTo(1000L * 1000 * 5);
    }

    @Test
    void theLargestTrialIsThatOfTheClosedLoopWhateverItsRecords() {
        long saturated = new Request().jmhLine(THROUGHPUT).plan().estimate().largestTrialBytes();
        assertThat(saturated).isPositive();
        assertThat(new Request().plan().estimate().largestTrialBytes()).isEqualTo(saturated);
        assertThat(new Request()
                        .with("recordSize", "16")
                        .jmhLine(THROUGHPUT)
                        .plan()
                        .estimate()
                        .largestTrialBytes())
                .isEqualTo(saturated);
    }

    @Test
    void theMethodOfAnArmIsThatOfItsBenchmark() {
        RunPlan plan = new Request().plan();
        assertThat(plan.arms())
                .allSatisfy(arm ->
                        assertThat(plan.method(arm)).startsWith("org.guaranteebench.bench." + arm.benchmark() + "."));
    }
}
