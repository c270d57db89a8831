package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();

    private Progress lines() {
        return new Progress.Lines(new PrintWriter(new BufferedWriter(text)));
    }

    private static Trial only(SyntheticRun run) {
        return run.analysis().trials().get(0);
    }

    private String finished(Trial trial, int number, double left) {
        lines().finished(trial, number, 96, left);
        return text.toString().stripTrailing();
    }

    @Test
    void aMeasuredTrialIsALineWithItsFirstFigureAndTheTimeLeft() {
        Trial trial = only(new SyntheticRun()
                .measured(3, throughput(LEADER_ACK), metric("throughput", 123456.7), metric("client_cpu", 9)));
        assertThat(finished(trial, 7, 600))
                .isEqualTo("  7/96 block 3 ProduceThroughput leader-ack: 123,457 records/s (10 min left)");
    }

    @Test
    void theControlIsMarkedAndTheLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Trial trial =
                    only(new SyntheticRun().measured(1, again(latency(LEADER_ACK)), metric("achieved_rate", 10_000.4)));
            assertThat(finished(trial, 96, 0))
                    .isEqualTo(" 96/96 block 1 ProduceLatency leader-ack (A/A): 10,000 records/s (0 s left)");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aFailedTrialIsALineWithItsReason() {
        Trial trial = only(new SyntheticRun().without(1, throughput(LEADER_ACK), Status.FAILED, "broker 2 ended"));
        assertThat(finished(trial, 1, 60))
                .isEqualTo("  1/96 block 1 ProduceThroughput leader-ack: FAILED: broker 2 ended (60 s left)");
    }

    @Test
    void aTrialWithoutMetricsIsALineToo() {
        Trial trial = only(new SyntheticRun().measured(1, throughput(LEADER_ACK)));
        assertThat(finished(trial, 1, 60)).isEqualTo("  1/96 block 1 ProduceThroughput leader-ack:  (60 s left)");
    }

    /** A pipe is read while the run goes on. */
    @Test
    void everyLineIsThereAtOnce() {
        Progress progress = lines();
        progress.phase("starting 3 brokers");
        assertThat(text.toString()).startsWith("starting 3 brokers");
    }

    @Test
    void howWellTheRatiosAreKnownIsALineAndSaysWhatItMeansForTheLength() {
        lines().precision(12, 23, "idempotent / all-isr", 0.0412, 0.03);
        assertThat(text.toString().stripTrailing())
                .isEqualTo(
                        "after 12 blocks throughput ratios are known to ±4.1 % (idempotent / all-isr), asked are 3 %;"
                                + " 23 blocks are expected");
    }

    @Test
    void phasesAndWarningsAreLinesAndAStartIsNone() {
        try (Progress progress = lines()) {
            progress.phase("starting 3 brokers");
            progress.starting("leader-ack", "ProduceLatency", 1, 1, 96, 60);
            progress.warning("another run is measuring");
        }
        assertThat(text.toString().lines()).containsExactly("starting 3 brokers", "warning: another run is measuring");
    }
}
