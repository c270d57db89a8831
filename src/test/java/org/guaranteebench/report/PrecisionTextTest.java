package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.guaranteebench.journal.Precision;
import org.junit.jupiter.api.Test;

class PrecisionTextTest {
    private static SyntheticRun measured() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 12; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 100));
            run.measured(block, throughput(ALL_ISR), metric("throughput", 80 + block));
        }
        return run;
    }

    private static String text(SyntheticRun run) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        PrecisionText.print(writer, run.analysis());
        writer.flush();
        assertThat(text.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        return text.toString().replaceAll("\\s+", " ").trim();
    }

    private static Precision precision(String stopped, Double reached, int needed, double seconds) {
        return new Precision(
                0.03,
                3600,
                10,
                0.965,
                stopped,
                12,
                reached,
                reached == null ? "" : "all-isr / leader-ack",
                needed,
                seconds);
    }

    @Test
    void withoutOneNothingIsSaid() {
        assertThat(text(measured())).isEmpty();
    }

    @Test
    void aPrecisionThatIsReachedIsSaidWithWhatHasIt() {
        assertThat(text(measured().precision(precision(Precision.REACHED, 0.0284, 12, 0))))
                .isEqualTo(
                        "Precision reached: throughput from rung to rung is known to ±2.8 % (all-isr / leader-ack) after"
                                + " 12 blocks, asked were ±3 %. The run looked at its intervals after every block; to hold 95 %"
                                + " they are computed at 96.5 %.");
    }

    @Test
    void oneThatIsReachedForSomeStepsAloneIsNotCalledReached() {
        Precision some = precision(Precision.REACHED, 0.0284, 12, 0)
                .without(List.of("idempotent"), List.of("idempotent / all-isr", "transactional 100ms / idempotent"));
        assertThat(text(measured().precision(some)))
                .startsWith(
                        "PRECISION REACHED FOR SOME STEPS ALONE: without idempotent / all-isr, transactional 100ms /"
                                + " idempotent (no trial of idempotent was measured), throughput from rung to rung is known to"
                                + " ±2.8 % (all-isr / leader-ack) after 12 blocks, asked were ±3 %.")
                .doesNotContain("Precision reached");
        assertThat(text(measured()
                        .precision(precision(Precision.MAX_TIME, 0.0412, 23, 1980)
                                .without(some.neverMeasured(), some.unknown()))))
                .contains("(--max-time). Nothing is known of idempotent / all-isr, transactional 100ms / idempotent"
                        + " (no trial of idempotent was measured). Twice the blocks");
        assertThat(text(measured()
                        .precision(precision(Precision.NOTHING_MEASURED, null, 0, 0)
                                .without(some.neverMeasured(), some.unknown()))))
                .endsWith("(no trial of idempotent was measured).");
    }

    @Test
    void oneThatIsNotSaysWhatMoreTimeWouldBringAndWhere() {
        assertThat(text(measured().precision(precision(Precision.MAX_TIME, 0.0412, 23, 1980))))
                .startsWith(
                        "PRECISION NOT REACHED: throughput of all-isr / leader-ack is known to ±4.1 % after 12 blocks,"
                                + " asked were ±3 %; another block would have ended after 60 min (--max-time). Twice the blocks"
                                + " would bring about ±2.9 %; ±3 % would take about 23 blocks in all, 33 min more (--max-time);"
                                + " by its variance, most would help: more blocks");
    }

    @Test
    void oneThatIsOutOfReachIsSaidToBe() {
        assertThat(text(measured().precision(precision(Precision.MAX_BLOCKS, 0.3, 1000, 1e6))))
                .contains("±3 % would take about 1000 blocks, and 50 are the most; on this machine ask for less");
    }

    @Test
    void withoutAnIntervalThereIsNothingToForetell() {
        assertThat(text(measured().precision(precision(Precision.MAX_TIME, null, 0, 0))))
                .isEqualTo(
                        "PRECISION NOT REACHED (±3 %): no interval after 12 blocks, another block would have ended after"
                                + " 60 min (--max-time).");
        assertThat(text(measured().precision(precision("", null, 0, 0)))).endsWith("the run was interrupted.");
        assertThat(text(measured().precision(precision(Precision.NOTHING_MEASURED, null, 0, 0))))
                .endsWith("no step of the ladder was measured.");
    }

    /** All of them: a baseline's and a control's ratios were looked at as often. */
    @Test
    void theIntervalsOfSuchARunAreWider() {
        var fixed = measured()
                .analysis()
                .comparison(throughput(ALL_ISR), "throughput")
                .orElseThrow();
        var watched = measured()
                .precision(precision(Precision.REACHED, 0.02, 12, 0))
                .analysis()
                .comparison(throughput(ALL_ISR), "throughput")
                .orElseThrow();
        assertThat(watched.effect().ratio()).isEqualTo(fixed.effect().ratio());
        assertThat(watched.effect().halfWidth()).isGreaterThan(fixed.effect().halfWidth());
    }
}
