package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;

class SearchTrialTest {
    private static final Flag LATE = new Flag("rate-not-sustained", "900 of 1000 records/s");

    private static Arm arm(String benchmark, OptionalInt rate) {
        Workload workload = new Workload(1024, 16, 6, rate, 5, 16384, 5, "none", java.util.Map.of());
        return new Arm(benchmark, Cell.DEFAULT_BASELINE, workload, false);
    }

    private static SearchTrial trial(Status status, String reason, List<Flag> flags, double growth, double window) {
        List<Metric> metrics =
                new ArrayList<>(List.of(new Metric("backlog_growth", "1", growth), new Metric("window", "s", window)));
        Trial trial = Trial.measured(
                "run",
                0,
                1,
                1,
                arm("ProduceLatency", OptionalInt.of(1000)),
                status,
                reason,
                "",
                5,
                metrics,
                List.of(1000.0),
                flags,
                "");
        return new SearchTrial(trial.searched());
    }

    private static boolean sustained(List<Flag> flags, double growth, double window) {
        return trial(Status.OK, "", flags, growth, window).sustained();
    }

    @Test
    void aRateIsSustainedWhenItWasSentAndNothingWaitedLongerAndLonger() {
        assertThat(sustained(List.of(), 0.001, 2.4)).isTrue();
        assertThat(sustained(List.of(), -0.3, 2.4)).isTrue();
        assertThat(sustained(List.of(new Flag("steal", "")), 0.019, 2.4)).isTrue();
        assertThat(sustained(List.of(), 0.021, 2.4)).isFalse();
        assertThat(sustained(List.of(LATE), 0, 2.4)).isFalse();
    }

    @Test
    void whatGrowsByMillisecondsInAVeryShortTrialIsNoBacklog() {
        assertThat(sustained(List.of(), 0.06, 0.4)).isTrue();
        assertThat(sustained(List.of(), 0.07, 0.4)).isFalse();
    }

    /** Stalls that make all records wait scatter the slope, too; what is not carried adds more than its own median. */
    @Test
    void whatGrowsByLessThanRecordsWaitAnywayIsNoBacklog() {
        SearchTrial growing = trial(Status.OK, "", List.of(), 0.1, 1);
        assertThat(growing.sustained()).isFalse();
        assertThat(with(growing, "ack_p50", 90_000).sustained()).isFalse();
        assertThat(with(growing, "ack_p50", 110_000).sustained()).isTrue();
        assertThat(with(with(growing, "ack_p50", 110_000), "visible_p50", 90_000)
                        .sustained())
                .as("with consumers it is the delay until a record is visible that grows")
                .isFalse();
    }

    private static SearchTrial with(SearchTrial of, String metric, double micros) {
        Trial t = of.trial();
        List<Metric> metrics = new ArrayList<>(t.metrics());
        metrics.add(new Metric(metric, "us", micros));
        return new SearchTrial(
                Trial.measured("run", 0, 1, 1, t.arm(), Status.OK, "", "", 5, metrics, t.iterations(), t.flags(), "")
                        .searched());
    }

    @Test
    void aTrialThatFailedSustainedNothingAndKeepsItsReason() {
        SearchTrial failed = trial(Status.FAILED, "broker 2 died", List.of(), 0, 2.4);
        assertThat(failed.failed()).isTrue();
        assertThat(failed.sustained()).isFalse();
        assertThat(failed.trial().status()).isEqualTo(Status.SEARCH);
        assertThat(failed.trial().reason()).isEqualTo("broker 2 died");
    }

    @Test
    void aTrialThatWasNotMadeIsNotOfTheSearch() {
        Arm arm = arm("ProduceLatency", OptionalInt.of(1000));
        Trial interrupted = Trial.without("run", 0, 1, 1, arm, Status.INTERRUPTED, "stopped");
        assertThat(interrupted.searched()).isEqualTo(interrupted);
        Trial searched = trial(Status.OK, "", List.of(), 0, 2.4).trial();
        List<Trial> all =
                Stream.of(searched, interrupted, searched.superseded(2)).toList();
        assertThat(SearchTrial.of(all)).containsExactly(new SearchTrial(searched));
    }

    @Test
    void aClosedLoopSaysHowFastItWasAndSustainsNoRate() {
        Trial closed = Trial.measured(
                        "run",
                        0,
                        1,
                        1,
                        arm("ProduceThroughput", OptionalInt.empty()),
                        Status.OK,
                        "",
                        "",
                        5,
                        List.of(new Metric("throughput", "records/s", 4711)),
                        List.of(),
                        List.of(),
                        "")
                .searched();
        assertThat(new SearchTrial(closed).flatOut()).hasValue(4711);
        assertThat(new SearchTrial(closed).rate()).isEmpty();
        assertThat(new SearchTrial(closed).sustained()).isFalse();
    }
}
