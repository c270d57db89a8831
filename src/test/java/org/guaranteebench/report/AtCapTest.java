package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.report.Analysis.Comparison;
import org.junit.jupiter.api.Test;

/** Throughputs that the user's own cap made. */
class AtCapTest {
    private static final int BLOCKS = 8;
    private static final Flag AT_CAP =
            new Flag("at-cap", "48.0 of the 50.0 MB/s that --max-rate allows: the cap was measured, not the cluster");

    /** Three rungs; in so many blocks one of them was as fast as it was allowed to be. */
    private static SyntheticRun capped(Arm arm, int trials) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= BLOCKS; block++) {
            for (Arm each : List.of(throughput(LEADER_ACK), throughput(ALL_ISR), throughput(IDEMPOTENT))) {
                double value = each.equals(throughput(LEADER_ACK)) ? 50_000 : 40_000;
                if (each.equals(arm) && block <= trials) {
                    run.flagged(block, each, AT_CAP, metric("throughput", value), metric("client_cpu", value));
                } else {
                    run.measured(block, each, metric("throughput", value), metric("client_cpu", value));
                }
            }
        }
        return run;
    }

    private static Comparison comparison(SyntheticRun run, Arm arm, String metric) {
        return run.analysis().comparison(arm, metric).orElseThrow();
    }

    @Test
    void anArmThatWasHeldBackIsNotComparableAndSaysInHowManyTrials() {
        SyntheticRun run = capped(throughput(ALL_ISR), 3);
        assertThat(comparison(run, throughput(ALL_ISR), "throughput").verdict())
                .isEqualTo("not comparable (all-isr was held back by --max-rate in 3 of 8 trials)");
        assertThat(comparison(run, throughput(ALL_ISR), "throughput").effect().ratio())
                .as("nothing is dropped")
                .isEqualTo(0.8);
        assertThat(comparison(run, throughput(ALL_ISR), "client_cpu").verdict())
                .as("per record, at another rate")
                .startsWith("not comparable");
        assertThat(comparison(run, throughput(IDEMPOTENT), "throughput").verdict())
                .startsWith("costs 20 %");
    }

    @Test
    void oneTrialIsEnoughAndOnlyMeasuredOnesCount() {
        SyntheticRun run = capped(throughput(ALL_ISR), 1).without(9, throughput(ALL_ISR), Status.FAILED, "no");
        assertThat(comparison(run, throughput(ALL_ISR), "throughput").verdict())
                .endsWith("(all-isr was held back by --max-rate in 1 of 8 trials)");
    }

    @Test
    void aBaselineThatWasHeldBackMakesEverythingIncomparable() {
        SyntheticRun run = capped(throughput(LEADER_ACK), BLOCKS);
        for (Arm arm : List.of(throughput(ALL_ISR), throughput(IDEMPOTENT))) {
            assertThat(comparison(run, arm, "throughput").verdict())
                    .isEqualTo("not comparable (leader-ack was held back by --max-rate in 8 of 8 trials)");
        }
    }

    @Test
    void stepsBetweenArmsThatWereNotHeldBackKeepTheirVerdicts() {
        SyntheticRun run = capped(throughput(LEADER_ACK), BLOCKS);
        List<Comparison> steps = run.analysis().comparisons().stream()
                .filter(c -> c.step() && c.metric().equals("throughput"))
                .toList();
        assertThat(steps)
                .filteredOn(c -> c.arm().equals(throughput(ALL_ISR)))
                .singleElement()
                .extracting(Comparison::verdict)
                .asString()
                .startsWith("not comparable (leader-ack");
        assertThat(steps)
                .filteredOn(c -> c.arm().equals(throughput(IDEMPOTENT)))
                .singleElement()
                .extracting(Comparison::verdict)
                .asString()
                .startsWith("indistinguishable");
    }

    @Test
    void theWarningCountsItsTrialsAndNamesARemedy() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Warnings.print(out, capped(throughput(ALL_ISR), 3).analysis());
        out.flush();
        assertThat(text.toString().replaceAll("\\s+", " "))
                .contains(
                        "3 of 24 trials of ProduceThroughput reached --max-rate; they are included, comparisons with them"
                                + " are refused: all-isr; such as: " + AT_CAP.message())
                .contains("remedies - at-cap: raise --max-rate if the cluster's other users can bear it");
    }
}
