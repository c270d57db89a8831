package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final int RATE = 10_000;

    private static Arm openLoop(String acks) {
        return arm("ProduceLatency", acks, OptionalInt.of(RATE));
    }

    private static Arm closedLoop(String acks) {
        return arm("ProduceThroughput", acks, OptionalInt.empty());
    }

    private static Arm arm(String benchmark, String acks, OptionalInt rate) {
        return new Arm(
                benchmark,
                Cell.of(acks, "false", "none", "read_uncommitted"),
                new Workload(1024, 16, 6, rate, 5, 16384, 5, "none", Map.of()),
                false);
    }

    private static Metric metric(String name, double value) {
        return new Metric(name, "1", value);
    }

    private static List<Flag> about(Arm arm, Metric... metrics) {
        return Doubts.about(arm, Arrays.asList(metrics), List.of(), 0);
    }

    @Test
    void atItsThresholdsATrialIsBeyondDoubt() {
        assertThat(about(
                        openLoop("1"),
                        metric("steal", 0.01),
                        metric("achieved_rate", 0.99 * RATE),
                        metric("generator_lag_p99", 100),
                        metric("ack_p99", 1000),
                        metric("overflows", 0)))
                .isEmpty();
    }

    @Test
    void whatIsNotMeasuredIsNotDoubted() {
        assertThat(about(openLoop("1"))).isEmpty();
        assertThat(about(openLoop("0"))).isEmpty();
    }

    @Test
    void moreThanAHundredthOfTheCpuStolenIsFlagged() {
        assertThat(about(closedLoop("1"), metric("steal", 0.0101)))
                .containsExactly(new Flag("steal", "1.0 % of CPU time was stolen by the hypervisor"));
        assertThat(about(closedLoop("1"), metric("steal", 0.25)))
                .containsExactly(new Flag("steal", "25.0 % of CPU time was stolen by the hypervisor"));
    }

    @Test
    void lessThan99PercentOfTheRateIsNotSustained() {
        assertThat(about(openLoop("1"), metric("achieved_rate", 0.99 * RATE - 1)))
                .containsExactly(new Flag(
                        "rate-not-sustained", "9899 of 10000 records/s: latencies grow with the trial's length"));
        assertThat(about(openLoop("1"), metric("achieved_rate", 2 * RATE))).isEmpty();
    }

    @Test
    void aStallAtTheEndIsNoLackOfCapacity() {
        Metric window = new Metric("window", "s", 2);
        double achieved = 0.98 * RATE;
        // 40 ms are missing at the end: had they been lost evenly, the median record would have been 20 ms late.
        assertThat(Doubts.about(
                        openLoop("1"),
                        List.of(window, metric("achieved_rate", achieved), metric("send_lag_p50", 9_900)),
                        List.of(),
                        0))
                .isEmpty();
        assertThat(Doubts.about(
                        openLoop("1"),
                        List.of(window, metric("achieved_rate", achieved), metric("send_lag_p50", 10_100)),
                        List.of(),
                        0))
                .extracting(Flag::code)
                .containsExactly("rate-not-sustained");
    }

    @Test
    void recordsThatWaitLongerAndLongerAreFlagged() {
        assertThat(about(openLoop("1"), metric("backlog_growth", 0.02), metric("window", 10)))
                .isEmpty();
        assertThat(about(openLoop("1"), metric("backlog_growth", 0.1), metric("window", 0.25)))
                .as("25 ms is how waits differ anyway")
                .isEmpty();
        assertThat(about(openLoop("1"), metric("backlog_growth", 0.1), metric("window", 3.4)))
                .containsExactly(new Flag(
                        "backlog-grows",
                        "records waited 100 ms longer for each of 3.4 s: the latency is one of trials of this length"));
    }

    /** As a commit of a second and a half did it at the end of a trial of a busy machine. */
    @Test
    void aStallThatLeavesOutATenthOfWhatWasDueIsNoShortOne() {
        List<Metric> stalled = List.of(new Metric("window", "s", 2), metric("send_lag_p50", 0));
        for (boolean few : List.of(true, false)) {
            List<Metric> metrics = new ArrayList<>(stalled);
            metrics.add(metric("achieved_rate", 0.9 * RATE - (few ? 1 : 0)));
            assertThat(Doubts.about(openLoop("1"), metrics, List.of(), 0))
                    .isEqualTo(
                            few
                                    ? List.of(new Flag(
                                            "rate-not-sustained",
                                            "8999 of 10000 records/s: what was due and not sent is in no percentile"))
                                    : List.of());
        }
    }

    @Test
    void aClosedLoopHasNoRateToSustain() {
        assertThat(about(closedLoop("1"), metric("achieved_rate", 1))).isEmpty();
    }

    @Test
    void aGeneratorLateByMoreThanATenthOfTheResponseIsFlagged() {
        assertThat(about(openLoop("1"), metric("generator_lag_p99", 101), metric("ack_p99", 1000)))
                .containsExactly(new Flag("generator-lag", "generator late by 101 us at p99, response p99 is 1000 us"));
        assertThat(about(openLoop("1"), metric("generator_lag_p99", 101)))
                .as("too few samples for a p99 of the response")
                .isEmpty();
    }

    @Test
    void oneLatencyBeyondTheHistogramIsFlagged() {
        assertThat(about(openLoop("1"), metric("overflows", 1)))
                .containsExactly(new Flag("overflow", "1 latencies beyond an hour are in no histogram"));
    }

    @Test
    void recordsMissingInTheLogAreLostOnlyWhereNobodyAcknowledgedThem() {
        assertThat(Doubts.about(closedLoop("0"), List.of(), List.of(), 1))
                .containsExactly(new Flag("lost", "at least 1 records reported as sent are not in the log"));
        assertThat(Doubts.about(closedLoop("0"), List.of(), List.of(), 0)).isEmpty();
        assertThat(Doubts.about(closedLoop("0"), List.of(), List.of(), -5)).isEmpty();
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(), 1))
                .as("not a doubt but a violation, see Accounting")
                .isEmpty();
    }

    @Test
    void allDoubtsTravelTogether() {
        List<Flag> flags = Doubts.about(
                openLoop("0"),
                List.of(
                        metric("steal", 1),
                        metric("achieved_rate", 1),
                        metric("generator_lag_p99", 9),
                        metric("ack_p99", 1),
                        metric("overflows", 3)),
                List.of(1.0, 2.0),
                7);
        assertThat(flags)
                .extracting(Flag::code)
                .containsExactly("not-steady", "steal", "rate-not-sustained", "generator-lag", "overflow", "lost");
    }

    @Test
    void messagesAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(about(closedLoop("1"), metric("steal", 0.125)))
                    .extracting(Flag::message)
                    .containsExactly("12.5 % of CPU time was stolen by the hypervisor");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aTrialWhoseHalvesDifferByMoreThanAQuarterIsNotSteady() {
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(100.0, 100.0, 124.0, 124.0), 0))
                .isEmpty();
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(100.0, 100.0, 120.0, 140.0), 0))
                .containsExactly(new Flag("not-steady", "after 2 of 4 iterations the speed changed by +30 %"));
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(100.0, 1.0, 60.0), 0))
                .extracting(Flag::message)
                .containsExactly("after 1 of 3 iterations the speed changed by -70 %");
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(100.0), 0)).isEmpty();
    }

    /** Halves that differ by less than a quarter. */
    @Test
    void aSlopeOverTheWholeTrialIsNotSteadyEither() {
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(78.0, 97.0, 100.0, 118.0), 0))
                .containsExactly(new Flag("not-steady", "from first to last the speed drifted by +37 %"));
        assertThat(Doubts.about(closedLoop("1"), List.of(), List.of(84.0, 95.0, 101.0, 114.0), 0))
                .isEmpty();
    }

    @Test
    void otherProgramsAreDoubtedAboveATenthOfTheCpu() {
        assertThat(about(closedLoop("1"), metric("foreign_cpu", 0.10))).isEmpty();
        assertThat(about(closedLoop("1"), metric("foreign_cpu", 0.31)))
                .containsExactly(new Flag("foreign-cpu", "31 % of CPU time went to other programs of this machine"));
    }

    @Test
    void pausesOfEitherSideAreDoubtedAboveATenthOfTheTime() {
        assertThat(about(closedLoop("1"), metric("client_gc", 0.10), metric("broker_gc", 0.10)))
                .isEmpty();
        assertThat(about(closedLoop("1"), metric("client_gc", 0.101)))
                .containsExactly(new Flag("gc-pauses", "garbage collection held the client for 10.1 % of the time"));
        assertThat(about(closedLoop("1"), metric("broker_gc", 0.2)))
                .containsExactly(new Flag("gc-pauses", "garbage collection held the broker for 20.0 % of the time"));
    }

    /** Records of 1040 bytes. */
    private static double recordsOf(double bytes) {
        return bytes / (1024 + 16);
    }

    @Test
    void aThroughputWithinATenthOfTheCapIsTheCaps() {
        long cap = 50_000_000;
        assertThat(Doubts.atCap(closedLoop("1"), List.of(metric("throughput", recordsOf(48e6))), cap))
                .contains(new Flag(
                        "at-cap",
                        "48.0 of the 50.0 MB/s that --max-rate allows: the cap was measured, not the cluster"));
        assertThat(Doubts.atCap(closedLoop("1"), List.of(metric("throughput", recordsOf(45.001e6))), cap))
                .isPresent();
        assertThat(Doubts.atCap(closedLoop("1"), List.of(metric("throughput", recordsOf(44.999e6))), cap))
                .isEmpty();
    }

    @Test
    void keysCountLikeValues() {
        Arm keyed = new Arm(
                "ProduceThroughput",
                Cell.of("1", "false", "none", "read_uncommitted"),
                new Workload(100, 900, 6, OptionalInt.empty(), 5, 16384, 5, "none", Map.of()),
                false);
        assertThat(Doubts.atCap(keyed, List.of(metric("throughput", 950)), 1_000_000))
                .isPresent();
        assertThat(Doubts.atCap(keyed, List.of(metric("throughput", 890)), 1_000_000))
                .isEmpty();
    }

    @Test
    void withoutACapNothingIsHeldBack() {
        assertThat(Doubts.atCap(closedLoop("1"), List.of(metric("throughput", 1e9)), 0))
                .isEmpty();
    }

    @Test
    void anOpenLoopHasARateOfItsOwnAndIsNotHeldBack() {
        assertThat(Doubts.atCap(openLoop("1"), List.of(metric("achieved_rate", 1e9)), 1))
                .isEmpty();
        assertThat(Doubts.atCap(closedLoop("1"), List.of(), 1))
                .as("not measured")
                .isEmpty();
    }

    @Test
    void inputThatHadToBeWrittenWhileItsProcessingWasTimedIsFlagged() {
        assertThat(about(closedLoop("all"), metric("topped_up", 0))).isEmpty();
        assertThat(about(closedLoop("all"), metric("topped_up", 0.4)))
                .extracting(Flag::code, Flag::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "input-ran-dry", "40 % of the records had to be written while their processing was timed"));
    }
}
