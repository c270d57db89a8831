package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;
import static org.guaranteebench.report.SyntheticRun.transactional;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class ComparisonSummaryTest {
    private static final String LEDGE = "-".repeat(98);

    private static SyntheticRun a() {
        return new SyntheticRun("20250102-030405-aaaa");
    }

    private static SyntheticRun b() {
        return new SyntheticRun("20250103-030405-bbbb");
    }

    private static String printed(SyntheticRun a, SyntheticRun b) {
        StringWriter text = new StringWriter();
        new ComparisonSummary(new RunComparison(a.analysis(), b.analysis())).print(new PrintWriter(text));
        return text.toString();
    }

    private static String unwrapped(SyntheticRun a, SyntheticRun b) {
        return printed(a, b).replaceAll("\\s+", " ");
    }

    /** Every cell a constant factor away from the one before it, and the baseline's twins. */
    private static SyntheticRun ladder(
            SyntheticRun run, int blocks, double throughput, double micros, double factor, List<Cell> cells) {
        for (int block = 1; block <= blocks; block++) {
            double weight = 1;
            for (Cell cell : cells) {
                List<Arm> arms = new ArrayList<>(List.of(throughput(cell), latency(cell)));
                if (cell.equals(LEADER_ACK)) {
                    arms.addAll(List.of(again(throughput(cell)), again(latency(cell))));
                }
                for (Arm arm : arms) {
                    if (arm.workload().rate().isEmpty()) {
                        run.measured(block, arm, metric("throughput", throughput / weight));
                    } else {
                        run.measured(
                                block,
                                arm,
                                metric("ack_p50", micros * weight),
                                metric("ack_p99", micros * weight * 3),
                                metric("ack_p999", micros * weight * 9),
                                metric("settled_p50", micros * weight + 1),
                                metric("settled_p99", micros * weight * 3 + 1),
                                metric("settled_p999", micros * weight * 9 + 1));
                    }
                }
                weight *= factor;
            }
        }
        return run;
    }

    private static SyntheticRun ladder(SyntheticRun run, double throughput, double factor) {
        return ladder(run, 8, throughput, 500, factor, Cell.LADDER);
    }

    @Test
    void eachCellHasBothMediansAndTheirRatioWithInterval() {
        assertThat(printed(ladder(a(), 100_000, 1.25), ladder(b(), 150_000, 1.25))
                        .lines())
                .containsSequence(
                        "                      throughput         ack p50            ack p99            ack p99.9",
                        "                      records/s          us                 us                 us",
                        LEDGE,
                        "fire-and-forget     A 100,000            500                1,500              4,500",
                        "                    B 150,000            500                1,500              4,500",
                        "                  B/A x1.50 (1.50-1.50)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)",
                        LEDGE,
                        "leader-ack          A 80,000             625                1,875              5,625",
                        "                    B 120,000            625                1,875              5,625")
                .contains("leader-ack (A/A)    A 80,000             625                1,875              5,625");
    }

    @Test
    void eachCostIsThatOfItsRunAndTheirRatioStandsBelow() {
        assertThat(printed(ladder(a(), 100_000, 1.25), ladder(b(), 100_000, 2.5))
                        .lines())
                .containsSequence(
                        "all-isr             A x0.80 (0.80-0.80)  x1.25 (1.25-1.25)  x1.25 (1.25-1.25)  x1.25 (1.25-1.25)",
                        "                    B x0.40 (0.40-0.40)  x2.50 (2.50-2.50)  x2.50 (2.50-2.50)  x2.50 (2.50-2.50)",
                        "                  B/A x0.50 (0.50-0.50)  x2.00 (2.00-2.00)  x2.00 (2.00-2.00)  x2.00 (2.00-2.00)",
                        LEDGE);
    }

    @Test
    void theBaselineHasNoLineAmongTheCostsAndItsTwinHas() {
        String all = printed(ladder(a(), 100_000, 1.25), ladder(b(), 100_000, 1.25));
        String costs = all.substring(all.indexOf("COST:"));
        assertThat(costs.lines())
                .contains(
                        "leader-ack (A/A)    A x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)")
                .noneMatch(line -> line.startsWith("leader-ack  "));
    }

    @Test
    void transactionsAlsoSayWhenARecordIsCommitted() {
        assertThat(printed(ladder(a(), 100_000, 1.25), ladder(b(), 100_000, 1.25))
                        .lines())
                .containsSequence(
                        "transactional 100ms A 40,960             1,221              3,662              10,986",
                        "                    B 40,960             1,221              3,662              10,986",
                        "                  B/A x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)",
                        "  until committed   A                    1,222              3,663              10,987",
                        "                    B                    1,222              3,663              10,987",
                        "                  B/A                    x1.00 (1.00-1.00)  x1.00 (1.00-1.00)  x1.00 (1.00-1.00)",
                        LEDGE);
    }

    @Test
    void aLabelTooLongForItsColumnHasALineOfItsOwn() {
        SyntheticRun a = a().baseline(TRANSACTIONAL);
        SyntheticRun b = b().baseline(TRANSACTIONAL);
        for (int block = 1; block <= 8; block++) {
            for (Arm arm : List.of(throughput(TRANSACTIONAL), again(throughput(TRANSACTIONAL)))) {
                a.measured(block, arm, metric("throughput", 1000));
                b.measured(block, arm, metric("throughput", 1000));
            }
        }
        assertThat(printed(a, b).lines())
                .containsSequence(
                        "transactional 100ms (A/A)",
                        "                    A 1,000              -                  -                  -")
                .containsSequence(
                        "transactional 100ms (A/A)",
                        "                      throughput indistinguishable (−0.0 to +0.0 %)");
    }

    @Test
    void verdictsOfTheMainMetricsSayItInWords() {
        assertThat(printed(ladder(a(), 100_000, 1.25), ladder(b(), 150_000, 1.25))
                        .lines())
                .containsSequence(
                        "all-isr               throughput higher by 50 % (50–50 %); ack p50 indistinguishable (−0.0 to",
                        "                      +0.0 %); ack p99 indistinguishable (−0.0 to +0.0 %)")
                .containsSequence(
                        "transactional 100ms   throughput higher by 50 % (50–50 %); until committed p50 indistinguishable",
                        "                      (−0.0 to +0.0 %); until committed p99 indistinguishable (−0.0 to +0.0 %)");
    }

    @Test
    void theConfounderOfValuesAndWhatCancelsInCostsAreSaid() {
        assertThat(unwrapped(ladder(a(), 100_000, 1.25), ladder(b(), 100_000, 1.25)))
                .containsSubsequence(
                        "VALUE: what was measured. What differs between two runs as a whole (the machine's state, the"
                                + " day) is inside this ratio and NOT inside its interval.",
                        "COST: the ratio to leader-ack within each block. What moves all arms of a run alike cancels"
                                + " here; what befell one arm in one run does not, and is not inside the interval."
                                + " leader-ack (A/A) shows the size of no difference.");
    }

    @Test
    void theMethodIsNamedWithTheSizesOfBothSamples() {
        SyntheticRun b = ladder(b(), 7, 100_000, 500, 1.25, Cell.LADDER);
        b.measured(8, throughput(ALL_ISR), metric("throughput", 1));
        b.measured(9, throughput(ALL_ISR), metric("client_cpu", 1));
        assertThat(unwrapped(ladder(a(), 100_000, 1.25), b))
                .contains("unpaired: Hodges–Lehmann estimate of the logs, 95 % interval from the exact rank-sum"
                        + " distribution; wider than a comparison inside one run. n: A 8 and B 7–8 trials of a cell;"
                        + " of costs A 8 and B 7 blocks. Verdicts are corrected by Holm's procedure");
    }

    @Test
    void differentBaselinesLeaveTheCostsOutAndSaySo() {
        SyntheticRun b = ladder(b(), 100_000, 1.25).baseline(ALL_ISR);
        String text = unwrapped(ladder(a(), 100_000, 1.25), b);
        assertThat(text)
                .contains("COST: left out, because the baselines differ: A has leader-ack, B has all-isr. Costs are"
                        + " ratios to them.")
                .doesNotContain("within each block", "of costs");
    }

    @Test
    void aBenchmarkWithAnotherBaselineLeavesItsOwnCostsOutAndNoOthers() {
        SyntheticRun b = ladder(b(), 100_000, 1.25).baseline(latency(LEADER_ACK).benchmark(), ALL_ISR);
        String text = unwrapped(ladder(a(), 100_000, 1.25), b);
        assertThat(text)
                .contains(
                        "COST of ProduceLatency: left out, because the baselines differ: A has leader-ack, B has"
                                + " all-isr. Costs are ratios to them.",
                        "COST: the ratio to leader-ack within each block.");
    }

    @Test
    void aBaselineThatWasNotMeasuredLeavesTheCostsOut() {
        SyntheticRun a = a().measured(1, throughput(ALL_ISR), metric("throughput", 1));
        SyntheticRun b = b().measured(1, throughput(ALL_ISR), metric("throughput", 1));
        assertThat(printed(a, b))
                .contains("COST: left out, because no cell was measured beside the baseline, leader-ack.");
    }

    @Test
    void samplesTooSmallForIntervalsAreSaidOnceForATable() {
        String text = unwrapped(
                ladder(a(), 3, 100_000, 500, 1.25, Cell.LADDER), ladder(b(), 3, 90_000, 500, 1.25, Cell.LADDER));
        assertThat(text)
                .contains("B/A x0.90 x1.00 x1.00 x1.00")
                .containsOnlyOnce("precision not reached: a 95 % interval needs 4 values against 4, or 3 against 5;"
                        + " take no ratio above for a result COST:")
                .doesNotContain("too few for an interval");
    }

    @Test
    void whatOneRunLacksIsADash() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (int block = 1; block <= 8; block++) {
            a.measured(block, latency(ALL_ISR), metric("ack_p50", 500), metric("ack_p999", 900));
            b.measured(block, latency(ALL_ISR), metric("ack_p50", 500));
        }
        assertThat(printed(a, b).lines())
                .containsSequence(
                        "all-isr             A -                  500                -                  900",
                        "                    B -                  500                -                  -",
                        "                  B/A -                  x1.00 (1.00-1.00)  -                  -");
    }

    @Test
    void everyRateHasATableOfItsOwn() {
        SyntheticRun a = a();
        SyntheticRun b = b();
        for (SyntheticRun run : List.of(a, b)) {
            run.measured(1, latency(LEADER_ACK, 1000), metric("ack_p50", 111));
            run.measured(1, latency(LEADER_ACK, 2000), metric("ack_p50", 222));
        }
        assertThat(printed(a, b))
                .containsSubsequence("at 1,000 records/s", "111", "at 2,000 records/s", "222", "COST:");
    }

    @Test
    void everyLineFitsInto100ColumnsWhateverTheFigures() {
        List<Cell> all = List.of(
                Cell.LADDER.get(0),
                LEADER_ACK,
                ALL_ISR,
                Cell.LADDER.get(3),
                transactional("1"),
                transactional("10000"),
                TRANSACTIONAL,
                transactional("1s"));
        for (double[] scale : List.of(
                new double[] {2_000_000_000, 3_000_000_000.0, 1.001},
                new double[] {0.0123, 0.0000456, 1.25},
                new double[] {9_999_999.99, 0.999, 3},
                new double[] {1e9, 99.99, 1 / 1.25})) {
            for (int blocks : List.of(1, 8)) {
                SyntheticRun a = ladder(a(), blocks, scale[0] / 300, scale[1] * 10, 1.25, all)
                        .unfinished();
                SyntheticRun b = ladder(b(), blocks, scale[0], scale[1], scale[2], all)
                        .brokerProperty("some.rather.long.property.of.brokers", "on and off and ".repeat(20))
                        .nodes(1);
                assertThat(printed(a, b).lines())
                        .as(scale[0] + " " + scale[1] + " " + scale[2] + " over " + blocks)
                        .hasSizeGreaterThan(80)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
            }
        }
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        String expected = printed(ladder(a(), 123_456.7, 1.25), ladder(b(), 100_000, 1.25));
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(printed(ladder(a(), 123_456.7, 1.25), ladder(b(), 100_000, 1.25)))
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }
}
