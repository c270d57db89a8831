package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.Test;

class WarningsTest {
    /** How main code names a flag: {@code flag("steal", …}, {@code warn("one-node", …}, {@code new Flag("x", …}. */
    private static final Pattern FLAG = Pattern.compile("(?:\\bflag|\\bwarn|new Flag)\\(\\s*\"([a-z-]+)\"\\s*,");

    private static String printed(SyntheticRun run) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Warnings.print(out, run.analysis());
        out.flush();
        return text.toString();
    }

    private static String unwrapped(SyntheticRun run) {
        return printed(run).replaceAll("\\s+", " ");
    }

    private static Set<String> flagsInMainSources() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = FLAG.matcher(Files.readString(file));
                while (matcher.find()) {
                    codes.add(matcher.group(1));
                }
            }
        }
        return codes;
    }

    @Test
    void everyFlagThatMainCodeRaisesHasARemedy() throws IOException {
        Set<String> codes = flagsInMainSources();
        assertThat(codes)
                .contains(
                        "steal",
                        "rate-not-sustained",
                        "generator-lag",
                        "overflow",
                        "lost",
                        "neighbour",
                        "one-node",
                        "broker-died");
        assertThat(codes)
                .allSatisfy(code -> assertThat(unwrapped(new SyntheticRun().warn(code, "It happened")))
                        .as(code)
                        .matches(" warnings - It happened remedies - " + code + ": .+ "));
    }

    @Test
    void nothingToWarnAboutIsNothingPrinted() {
        assertThat(printed(new SyntheticRun().measured(1, throughput(LEADER_ACK), metric("throughput", 1))))
                .isEmpty();
    }

    @Test
    void aFlagSaysInHowManyOfTheMeasuredTrialsOfWhichArmsItWasAndQuotesTheFirst() {
        SyntheticRun run = new SyntheticRun()
                .flagged(1, throughput(LEADER_ACK), new Flag("steal", "1.5 % was stolen"), metric("throughput", 1))
                .measured(1, throughput(ALL_ISR), metric("throughput", 1))
                .flagged(2, throughput(ALL_ISR), new Flag("steal", "2.5 % was stolen"), metric("throughput", 1))
                .flagged(2, throughput(LEADER_ACK), new Flag("steal", "3.5 % was stolen"), metric("throughput", 1))
                .without(2, latency(ALL_ISR), Status.FAILED, "no");
        assertThat(unwrapped(run))
                .contains(
                        "- 3 of 4 trials of ProduceThroughput lost CPU time to other guests of the hypervisor; they are"
                                + " included: leader-ack, all-isr; such as: 1.5 % was stolen remedies - steal: ")
                .doesNotContain("2.5 %");
    }

    @Test
    void warningsAboutTheRunComeBeforeThoseAboutTrials() {
        SyntheticRun run = new SyntheticRun()
                .flagged(1, throughput(LEADER_ACK), new Flag("steal", "1.5 % was stolen"), metric("throughput", 1))
                .warn("neighbour", "another run is measuring");
        assertThat(printed(run)).startsWith(System.lineSeparator() + "warnings" + System.lineSeparator());
        assertThat(unwrapped(run)).containsSubsequence("another run is measuring", "1.5 % was stolen");
    }

    @Test
    void theGravestOfTrialsComeFirstAndAnUnknownOneLast() {
        SyntheticRun run = new SyntheticRun();
        for (String code : List.of("from-the-future", "steal", "not-steady", "rate-not-sustained")) {
            run.flagged(1, throughput(LEADER_ACK), new Flag(code, "seen"), metric("throughput", 1));
        }
        assertThat(unwrapped(run))
                .containsSubsequence(
                        "1 of 4 trials of ProduceThroughput did not sustain their rate",
                        "1 of 4 trials of ProduceThroughput were not steady; they are included",
                        "1 of 4 trials of ProduceThroughput lost CPU time",
                        "1 of 4 trials of ProduceThroughput are flagged from-the-future",
                        "remedies");
    }

    @Test
    void anUnknownCodeIsPrintedWithoutARemedy() {
        assertThat(unwrapped(new SyntheticRun().warn("from-the-future", "It happened")))
                .endsWith("- It happened ");
    }

    @Test
    void linesStayWithin100ColumnsAndHangUnderTheirDash() {
        String longMessage = "the brokers were asked again and again and did not answer ".repeat(5);
        assertThat(printed(new SyntheticRun().warn("steal", longMessage))
                        .lines()
                        .skip(2)
                        .takeWhile(line -> !line.equals("remedies")))
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("  - the brokers"))
                .satisfies(lines -> assertThat(lines.subList(1, lines.size()))
                        .allSatisfy(line -> assertThat(line).matches("    \\S.*")));
    }

    /** Seven blocks a tenth faster and one 150 times: ranks see one outlier, a mean is carried away by it. */
    @Test
    void intervalsToTheBaselineThatDisagreeAboutOneAreSaidAndStepsAreNot() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            double value = block == 5 ? 150 * 100 : 110;
            for (Cell cell : List.of(LEADER_ACK, ALL_ISR, IDEMPOTENT)) {
                double its = cell.equals(LEADER_ACK) ? 100 : value;
                run.measured(
                        block,
                        latency(cell),
                        metric("ack_p50", its),
                        metric("ack_p99", its),
                        metric("batch_size_avg", its));
            }
        }
        assertThat(unwrapped(run))
                .contains(
                        "- in 4 of 4 comparisons with the baseline rank and t intervals disagree whether there is a"
                                + " difference: all-isr (ack p50, ack p99), idempotent (ack p50, ack p99) remedies - rank and t: trust neither");
    }

    @Test
    void intervalsThatAgreeAreNotMentioned() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 100));
            run.measured(block, throughput(ALL_ISR), metric("throughput", 80 + block));
        }
        assertThat(printed(run)).isEmpty();
    }
}
