package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.pipeline;
import static org.guaranteebench.report.SyntheticRun.throughput;
import static org.guaranteebench.report.SyntheticRun.transactional;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Level;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.stats.PairedRatio;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final RunFolder FOLDER = new RunFolder(Path.of("results", SyntheticRun.ID));
    private static final String LEDGE = "-".repeat(98);

    private static String printed(SyntheticRun run) {
        StringWriter text = new StringWriter();
        new Summary(run.analysis(), FOLDER).print(new PrintWriter(text));
        return text.toString();
    }

    private static String unwrapped(SyntheticRun run) {
        return printed(run).replaceAll("\\s+", " ");
    }

    /** Every level, both benchmarks and the A/A arms; each cell a constant factor away from the one before it. */
    private static SyntheticRun ladder(int blocks, double throughput, double micros, double factor, List<Cell> cells) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= blocks; block++) {
            double weight = 1;
            for (Cell cell : cells) {
                run.measured(block, throughput(cell), metric("throughput", throughput / weight));
                latencies(run, block, latency(cell), micros * weight);
                if (cell.equals(LEADER_ACK)) {
                    run.measured(block, again(throughput(cell)), metric("throughput", throughput / weight));
                    latencies(run, block, again(latency(cell)), micros * weight);
                }
                weight *= factor;
            }
        }
        return run;
    }

    /** Both benchmarks of stages time commits, and they commit at different times. */
    @Test
    void aColumnHasTheFiguresOfOneBenchmark() {
        Cell stage = SyntheticRun.stage("at-least-once");
        Cell strong = SyntheticRun.stage("exactly-once");
        SyntheticRun run = new SyntheticRun().baseline(stage).baseline("PipelineLatency", stage);
        for (int block = 1; block <= 8; block++) {
            run.measured(block, pipeline(stage), metric("throughput", 20_000), metric("commit_p50", 3000));
            run.measured(block, pipeline(strong), metric("throughput", 5000), metric("commit_p50", 120_000));
            run.measured(block, pipeline(stage, 3000), metric("visible_p50", 40_000), metric("commit_p50", 5000));
            run.measured(block, pipeline(strong, 3000), metric("visible_p50", 400_000), metric("commit_p50", 100_000));
        }
        assertThat(printed(run))
                .containsPattern("at-least-once +20,000 +40,000 +- +5,000")
                .containsPattern("exactly-once +5,000 +400,000 +- +100,000")
                .containsPattern("x0.25 .* x20 \\(");
    }

    private static void latencies(SyntheticRun run, int block, Arm arm, double micros) {
        run.measured(
                block,
                arm,
                metric("achieved_rate", 10_000),
                metric("ack_p50", micros),
                metric("ack_p99", micros * 3),
                metric("ack_p999", micros * 9),
                metric("settled_p50", micros + 1),
                metric("settled_p99", micros * 3 + 1),
                metric("settled_p999", micros * 9 + 1));
    }

    @Test
    void theTableHasEveryLevelItsMedianAndItsRatioWithInterval() {
        String summary = printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER));
        for (Level level : Level.values()) {
            assertThat(summary).contains(level.toString());
        }
        assertThat(summary.lines())
                .containsSequence(
                        LEDGE,
                        "leader-ack            80,000             625                1,875              5,625",
                        "  (baseline)",
                        LEDGE,
                        "all-isr               64,000             781                2,344              7,031",
                        "                      x0.80 (0.80-0.80)  x1.25 (1.25-1.25)  x1.25 (1.25-1.25)  x1.25 (1.25-1.25)",
                        LEDGE);
        assertThat(summary.lines())
                .containsSequence(
                        "                      throughput         ack p50            ack p99            ack p99.9",
                        "                      records/s          us                 us                 us");
    }

    @Test
    void transactionsAlsoSayWhenARecordIsCommitted() {
        assertThat(printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER)).lines())
                .containsSequence(
                        "transactional 100ms   40,960             1,221              3,662              10,986",
                        "                      x0.51 (0.51-0.51)  x1.95 (1.95-1.95)  x1.95 (1.95-1.95)  x1.95 (1.95-1.95)",
                        "  until committed                        1,222              3,663              10,987",
                        "                                         x1.95 (1.95-1.95)  x1.95 (1.95-1.95)  x1.95 (1.95-1.95)");
    }

    @Test
    void verdictsSayItInWordsAndNeverOfTheBaseline() {
        String summary = printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER));
        assertThat(summary.lines())
                .contains("all-isr               throughput costs 20 % (20–20 %); ack p99 costs 25 % (25–25 %)")
                .noneMatch(line ->
                        line.startsWith("leader-ack  ") && line.contains("throughput") && !line.contains("over "));
        assertThat(summary.lines())
                .containsSequence(
                        "transactional 100ms   throughput costs 49 % (49–49 %); until committed p50 costs 95 % (95–95 %) (50",
                        "                      ms of it are half the commit interval, a setting and no price); until",
                        "                      committed p99 costs 95 % (95–95 %)",
                        "");
    }

    @Test
    void eachRungIsComparedWithTheOneBelowIt() {
        String summary = printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER));
        assertThat(summary.lines())
                .containsSequence(
                        "Each rung against the one below it:",
                        "leader-ack            over fire-and-forget: throughput costs 20 % (20–20 %); ack p50 costs 25 %",
                        "                      (25–25 %); ack p99 costs 25 % (25–25 %)")
                .anyMatch(line -> line.startsWith("transactional 100ms   over idempotent: throughput costs 20 % "));
        assertThat(printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER.subList(1, 2))))
                .doesNotContain("Each rung");
    }

    @Test
    void theControlIsALineOfItsOwnAndNoRowOfTheTable() {
        String summary = printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER));
        assertThat(summary.replaceAll("\\s+", " "))
                .contains("A/A (baseline against itself): throughput x1.00 (1.00-1.00), ack p50 x1.00 (1.00-1.00)")
                .contains("every interval contains 1, as it should");
        assertThat(summary).doesNotContain("leader-ack (A/A)");
    }

    @Test
    void conditionsAndFilesAreNamed() {
        String summary = printed(ladder(8, 100_000, 500, 1.25, Cell.LADDER));
        assertThat(summary.replaceAll("\\s+", " "))
                .contains(
                        "1024-byte records, 6 partitions, 3 brokers, 3 copies, min ISR 2; latencies at 10,000 records/s")
                .doesNotContain("ONE BROKER");
        assertThat(summary.lines())
                .contains("files    " + FOLDER.path(), "plots    python3 plot.py " + FOLDER.path())
                .anyMatch(line ->
                        line.contains("costs.csv") && line.contains("results.csv") && line.contains("trials.csv"));
    }

    @Test
    void oneBrokerIsSaidWithTheConditions() {
        SyntheticRun run = new SyntheticRun().nodes(1).measured(1, throughput(LEADER_ACK), metric("throughput", 1));
        assertThat(unwrapped(run))
                .contains("ONE BROKER, no replication: acks=1 and acks=all wait for the same replica");
    }

    @Test
    void everyLineFitsInto100ColumnsWhateverTheFigures() {
        List<Cell> all = List.of(
                Cell.LADDER.get(0),
                LEADER_ACK,
                ALL_ISR,
                IDEMPOTENT,
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
                SyntheticRun run = ladder(blocks, scale[0], scale[1], scale[2], all)
                        .nodes(1)
                        .warn(
                                "one-node",
                                "one copy of each record: acks=1 and acks=all wait for the same single replica")
                        .flagged(
                                1,
                                latency(transactional("10000")),
                                new Flag("rate-not-sustained", "9,000 of 10,000 records/s: latencies grow"),
                                metric("ack_p99", 1))
                        .without(0, throughput(LEADER_ACK), Status.INVALID, "enable.idempotence=true needs acks=all")
                        .without(1, latency(TRANSACTIONAL), Status.FAILED, "Exception: it failed ".repeat(20))
                        .without(1, latency(ALL_ISR), Status.INTERRUPTED, "the run was stopped before it");
                assertThat(printed(run).lines())
                        .as(scale[0] + " " + scale[1] + " " + scale[2] + " over " + blocks)
                        .hasSizeGreaterThan(40)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
            }
        }
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        String expected = printed(ladder(8, 123_456.7, 0.5, 1.25, Cell.LADDER));
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(printed(ladder(8, 123_456.7, 0.5, 1.25, Cell.LADDER))).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void withTooFewBlocksRatiosStandWithoutIntervals() {
        String summary = printed(ladder(3, 100_000, 500, 1.25, Cell.LADDER).blocks(3));
        assertThat(summary.lines())
                .contains("                      x0.80              x1.25              x1.25              x1.25")
                .contains(
                        "precision not reached: an interval needs 6 blocks, this run has 3; take no ratio above for a result");
        assertThat(summary).containsOnlyOnce("precision not reached");
    }

    @Test
    void warningsComeWithTheirRemedies() {
        SyntheticRun run = new SyntheticRun()
                .warn("neighbour", "another run of this suite is measuring on this machine")
                .flagged(1, throughput(LEADER_ACK), new Flag("steal", "1.5 % was stolen"), metric("throughput", 1));
        assertThat(unwrapped(run))
                .contains("warnings - another run of this suite is measuring on this machine - 1 of 1 trials of"
                        + " ProduceThroughput lost CPU time to other guests of the hypervisor; they are included:"
                        + " leader-ack; such as: 1.5 % was stolen remedies - neighbour: wait for")
                .contains(" - steal: other guests took CPU");
    }

    @Test
    void failuresAreCountedByArmAndReason() {
        SyntheticRun run = new SyntheticRun()
                .without(1, throughput(ALL_ISR), Status.FAILED, "broker 2 ended with status 137")
                .measured(1, throughput(LEADER_ACK), metric("throughput", 1))
                .without(2, throughput(ALL_ISR), Status.FAILED, "broker 2 ended with status 137")
                .without(2, latency(ALL_ISR), Status.FAILED, "broker 2 ended with status 137");
        assertThat(printed(run).lines())
                .containsSequence(
                        "FAILED: 3 of 4 trials",
                        "  2 x ProduceThroughput all-isr: broker 2 ended with status 137",
                        "  1 x ProduceLatency all-isr: broker 2 ended with status 137");
    }

    @Test
    void interruptedTrialsAreCountedTogetherAndInvalidOnesPointToTheirRows() {
        SyntheticRun run = new SyntheticRun()
                .without(
                        0,
                        throughput(Cell.of("0", "true", "none", "read_uncommitted")),
                        Status.INVALID,
                        "enable.idempotence=true needs acks=all")
                .measured(1, throughput(LEADER_ACK), metric("throughput", 1))
                .without(1, throughput(ALL_ISR), Status.INTERRUPTED, "the run was stopped before it")
                .without(1, latency(ALL_ISR), Status.INTERRUPTED, "the run was stopped before it");
        assertThat(printed(run).lines())
                .containsSequence("INTERRUPTED: 2 of 3 trials", "  2 x the run was stopped before it");
        assertThat(unwrapped(run))
                .contains("INVALID combinations have rows in trials.csv, such as acks=0 idempotence=true"
                        + " transactions=none isolation=read_uncommitted: enable.idempotence=true needs acks=all");
    }

    @Test
    void aRunThatMeasuredNothingStillEndsWithItsFiles() {
        SyntheticRun run = new SyntheticRun().without(1, throughput(ALL_ISR), Status.FAILED, "no space");
        assertThat(printed(run))
                .contains("FAILED: 1 of 1 trials", "  1 x ProduceThroughput all-isr: no space")
                .contains("files    " + FOLDER.path());
    }

    @Test
    void workloadsHaveTablesOfTheirOwn() {
        SyntheticRun run = new SyntheticRun();
        for (String compression : List.of("none", "zstd")) {
            Workload w = throughput(LEADER_ACK).workload();
            Workload workload = new Workload(
                    compression.equals("none") ? 100 : 2000,
                    w.keySize(),
                    w.partitions(),
                    w.rate(),
                    w.lingerMs(),
                    w.batchSize(),
                    w.maxInFlight(),
                    compression,
                    w.producer());
            run.measured(
                    1,
                    new Arm("ProduceThroughput", LEADER_ACK, workload, false),
                    metric("throughput", workload.recordSize()));
        }
        assertThat(printed(run).lines().filter(line -> line.contains("-byte records")))
                .hasSize(2);
        assertThat(printed(run)).containsSubsequence("100-byte", "100", "2000-byte", "2,000");
    }

    @Test
    void aRatioHasTwoDecimalsBelowTenAndNoneAbove() {
        assertThat(Summary.ratio(constant(8, 0.9))).isEqualTo("x0.90 (0.90-0.90)");
        assertThat(Summary.ratio(constant(8, 9.99))).isEqualTo("x9.99 (9.99-9.99)");
        assertThat(Summary.ratio(constant(8, 10))).isEqualTo("x10 (10-10)");
        assertThat(Summary.ratio(constant(8, 1234.4))).isEqualTo("x1234 (1234-1234)");
        assertThat(Summary.ratio(constant(5, 0.9))).isEqualTo("x0.90");
        assertThat(Summary.ratio(constant(0, 1))).isEmpty();
    }

    @Test
    void aSmallRatioHasThreeDecimalsInTheWidthOfItsColumn() {
        assertThat(Summary.ratio(constant(8, 0.0023))).isEqualTo("x0.002 (.002-.002)");
        assertThat(Summary.ratio(constant(5, 0.0994))).isEqualTo("x0.099");
        assertThat(Summary.ratio(constant(5, 0.0996))).isEqualTo("x0.10");
    }

    private static PairedRatio constant(int blocks, double ratio) {
        double[] arm = new double[blocks];
        double[] baseline = new double[blocks];
        Arrays.fill(arm, ratio);
        Arrays.fill(baseline, 1);
        return PairedRatio.of(arm, baseline);
    }
}
