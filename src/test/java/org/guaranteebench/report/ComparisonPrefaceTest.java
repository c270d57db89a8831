package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.Test;

class ComparisonPrefaceTest {
    private static final Arm BASELINE = throughput(LEADER_ACK);

    private static SyntheticRun a() {
        return new SyntheticRun("20250102-030405-aaaa").measured(1, BASELINE, metric("throughput", 1000));
    }

    private static SyntheticRun b() {
        return new SyntheticRun("20250103-030405-bbbb").measured(1, BASELINE, metric("throughput", 1000));
    }

    private static String printed(SyntheticRun a, SyntheticRun b) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new ComparisonPreface(new RunComparison(a.analysis(), b.analysis())).print(out);
        out.flush();
        return text.toString();
    }

    private static String unwrapped(SyntheticRun a, SyntheticRun b) {
        return printed(a, b).replaceAll("\\s+", " ");
    }

    @Test
    void bothRunsAreNamedWithTheirStarts() {
        assertThat(printed(a(), b()).lines())
                .containsSubsequence(
                        "A  20250102-030405-aaaa, started 2025-01-02T03:04:05Z",
                        "   trials: 1 OK; not OK and left out: none",
                        "B  20250103-030405-bbbb, started 2025-01-02T03:04:05Z",
                        "   trials: 1 OK; not OK and left out: none",
                        "Compared is B ÷ A.");
    }

    @Test
    void trialsThatAreNotOkAreCountedAndFlaggedOnesToo() {
        SyntheticRun b = b().without(1, throughput(ALL_ISR), Status.FAILED, "no")
                .without(2, throughput(ALL_ISR), Status.FAILED, "no")
                .without(2, BASELINE, Status.INTERRUPTED, "stopped")
                .without(0, throughput(Cell.of("0", "true", "none", "read_uncommitted")), Status.INVALID, "refused")
                .flagged(3, BASELINE, new Flag("steal", "2 %"), metric("throughput", 1))
                .flagged(4, BASELINE, new Flag("steal", "3 %"), metric("throughput", 1));
        assertThat(printed(a(), b).lines())
                .contains(
                        "   trials: 3 OK; not OK and left out: 2 FAILED, 1 INVALID, 1 INTERRUPTED; flagged and left in:",
                        "   steal in 2");
    }

    @Test
    void conditionsThatDifferAreListedByKeyWithBothValues() {
        assertThat(printed(
                        a().brokerProperty("log.dirs", "here").nodes(1).arguments("run", "--blocks", "8"),
                        b().arguments("run", "--seed", "9")))
                .contains(String.join(
                        System.lineSeparator(),
                        "conditions that differ, A | B: what you mean to compare should be here, and nothing else",
                        "  arguments: --blocks 8 | -",
                        "  topology.min.insync.replicas: 1 | 2",
                        "  topology.nodes: 1 | 3",
                        "  topology.replication: 1 | 3",
                        "  brokerProperties.log.dirs: here | -"));
    }

    @Test
    void thatNothingDiffersIsSaidToo() {
        assertThat(unwrapped(a(), b()))
                .contains("conditions: nothing that run.json records differs between A and B.")
                .doesNotContain("conditions that differ", "warnings");
    }

    @Test
    void aRunWithoutAnEndIsSaidToHaveNone() {
        assertThat(unwrapped(a().unfinished(), b()))
                .contains("- A has no end in its run.json: it was killed, or is still going on")
                .doesNotContain("B has no end");
        assertThat(unwrapped(a(), b().unfinished())).contains("- B has no end").doesNotContain("A has no end");
    }

    @Test
    void cellsOfOneRunOnlyAreListedByName() {
        SyntheticRun a = a().measured(1, throughput(ALL_ISR), metric("throughput", 1))
                .measured(1, latency(LEADER_ACK), metric("ack_p50", 1));
        SyntheticRun b = b().measured(1, again(BASELINE), metric("throughput", 1))
                .without(1, throughput(IDEMPOTENT), Status.FAILED, "no");
        assertThat(unwrapped(a, b))
                .contains("- only in A, not compared: ProduceThroughput (all-isr), ProduceLatency (leader-ack)")
                .contains("- only in B, not compared: ProduceThroughput (leader-ack (A/A))")
                .contains("- measured in neither run: ProduceThroughput (idempotent)");
    }

    @Test
    void whatARunWarnsOfIsWarnedOfHere() {
        assertThat(unwrapped(a(), b().warn("neighbour", "another run of this suite is measuring")))
                .contains("- B: another run of this suite is measuring");
    }

    /** @param bias of the twin, beside noise that lies on both sides of 1 */
    private static SyntheticRun twin(SyntheticRun run, double bias) {
        for (int block = 2; block <= 9; block++) {
            double noise = 1 + (block % 2 == 0 ? 0.001 : -0.001) * block;
            run.measured(block, BASELINE, metric("throughput", 1000));
            run.measured(block, again(BASELINE), metric("throughput", 1000 * bias * noise));
        }
        return run;
    }

    @Test
    void aBaselineThatDiffersFromItselfInEitherRunIsSaid() {
        assertThat(unwrapped(twin(a(), 1), twin(b(), 1))).doesNotContain("A/A");
        assertThat(unwrapped(twin(a(), 1), twin(b(), 1.2)))
                .contains("- A/A of B: its baseline differs from itself in throughput x1.20 (1.19-1.21); take no")
                .doesNotContain("A/A of A");
        assertThat(unwrapped(twin(a(), 1.2), twin(b(), 1.2)))
                .contains("A/A of A: its", "A/A of B: its")
                .doesNotContain("A/A between");
    }

    @Test
    void aTwinWhoseCostDiffersBetweenTheRunsIsSaid() {
        assertThat(unwrapped(twin(a(), 1), twin(b(), 1.2)))
                .contains("- A/A between A and B: the baseline's ratio to itself differs in throughput x1.20"
                        + " (1.19-1.21); take no difference of costs of that size seriously");
    }
}
