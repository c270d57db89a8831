package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.guaranteebench.measure.Distribution.ACK;
import static org.guaranteebench.measure.Distribution.COMMIT;
import static org.guaranteebench.measure.Iterations.fork;
import static org.guaranteebench.measure.Iterations.iteration;
import static org.guaranteebench.measure.Iterations.merged;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

class TrialProfilerTest {
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3_600_000_000_000L;

    private final TrialProfiler profiler = new TrialProfiler();

    /** In a fork nothing is ever closed; here the next test must not find it. */
    @AfterEach
    void forget() {
        Recording.all().clear();
    }

    private static void iterate(Recording recording, Recording.Totals totals, long... acks) {
        recording.startIteration();
        for (long ack : acks) {
            recording.record(ACK, ack);
        }
        recording.finishIteration(totals);
    }

    private IterationResult profiled() {
        return iteration(profiler.afterIteration(null, null, null));
    }

    private static double score(Map<String, Result<?>> results, String label) {
        assertThat(results).containsKey(label);
        return results.get(label).getScore();
    }

    @Test
    void theRecordingsOfAllThreadsAreOneResult() {
        iterate(Recording.open(EnumSet.of(ACK), "a"), TotalsOf.of(10, 0, 0, 5, 100, 1), MILLI, HOUR + 1);
        iterate(Recording.open(EnumSet.of(ACK), "b"), TotalsOf.of(30, 0, 0, 3, 200, 2), 2 * MILLI, 3 * MILLI);

        var results = merged(profiled());

        assertThat(((HistogramResult) results.get("ack")).histogram().getTotalCount())
                .isEqualTo(3);
        assertThat(score(results, "ack_max")).isEqualTo(3000, within(3.0));
        assertThat(score(results, TrialProfiler.RECORDS)).isEqualTo(40);
        assertThat(score(results, TrialProfiler.OVERFLOWS)).isEqualTo(1);
        assertThat(score(results, TrialProfiler.UNFINISHED)).isEqualTo(3);
        assertThat(score(results, TrialProfiler.ACKNOWLEDGED_SO_FAR)).isEqualTo(300);
        assertThat(score(results, "requests_per_record")).isEqualTo(8 / 40.0);
        assertThat(score(results, "retries_per_record")).isEqualTo(4 / 40.0);
    }

    @Test
    void theClientsAveragesAreAveragedOverThreads() {
        iterate(Recording.open(Set.of(), "a"), TotalsOf.records(10));
        iterate(Recording.open(Set.of(), "b"), TotalsOf.records(30));

        var results = merged(profiled());

        assertThat(score(results, "batch_size_avg")).isEqualTo(2000);
        assertThat(score(results, "records_per_request")).isEqualTo(200);
        assertThat(results.get("batch_size_avg").getScoreUnit()).isEqualTo("B");
    }

    @Test
    void countsAddUpOverIterationsAndTotalsSoFarDoNot() {
        Recording recording = Recording.open(EnumSet.of(ACK), "a");
        iterate(recording, TotalsOf.of(10, 0, 0, 0, 100, 1), MILLI);
        IterationResult first = profiled();
        iterate(recording, TotalsOf.of(20, 0, 0, 0, 120, 2), MILLI, MILLI);
        IterationResult second = profiled();

        var results = merged(fork(first, second));

        assertThat(((HistogramResult) results.get("ack")).histogram().getTotalCount())
                .isEqualTo(3);
        assertThat(score(results, TrialProfiler.RECORDS)).isEqualTo(30);
        assertThat(score(results, TrialProfiler.UNFINISHED)).isEqualTo(3);
        assertThat(score(results, TrialProfiler.ACKNOWLEDGED_SO_FAR)).isEqualTo(120);
    }

    @Test
    void theWindowReachesFromTheFirstIterationsStartToTheLastOnesEnd() {
        Recording recording = Recording.open(Set.of(), "a");
        iterate(recording, TotalsOf.records(1));
        long start = recording.before().nanos();
        IterationResult first = profiled();
        iterate(recording, TotalsOf.records(1));
        long end = recording.after().nanos();

        var results = merged(fork(first, profiled()));

        assertThat(score(results, TrialProfiler.WINDOW_START)).isEqualTo(start);
        assertThat(score(results, TrialProfiler.WINDOW_END)).isEqualTo(end);
    }

    @Test
    void theWindowOfThreadsIsThatOfTheFirstToStartAndTheLastToEnd() {
        Recording early = Recording.open(Set.of(), "a");
        Recording late = Recording.open(Set.of(), "b");
        early.startIteration();
        late.startIteration();
        early.finishIteration(TotalsOf.records(1));
        late.finishIteration(TotalsOf.records(1));

        var results = merged(profiled());

        assertThat(score(results, TrialProfiler.WINDOW_START))
                .isEqualTo(early.before().nanos());
        assertThat(score(results, TrialProfiler.WINDOW_END))
                .isEqualTo(late.after().nanos());
    }

    @Test
    void theSettledRateIsThatOfAllThreadsOverTheWindow() {
        Recording one = Recording.open(Set.of(), "a");
        Recording two = Recording.open(Set.of(), "b");
        iterate(one, TotalsOf.records(3_000));
        iterate(two, TotalsOf.records(5_000));

        var results = merged(profiled());

        double seconds = (two.after().nanos() - one.before().nanos()) / 1e9;
        assertThat(score(results, TrialProfiler.SETTLED_RATE)).isEqualTo(8_000 / seconds);
        assertThat(results.get(TrialProfiler.SETTLED_RATE).getScoreUnit()).isEqualTo("records/s");
    }

    @Test
    void cpuAndAllocationAreDividedByTheRecordsOfAllThreads() {
        Recording one = Recording.open(Set.of(), "a");
        Recording two = Recording.open(Set.of(), "b");
        iterate(one, TotalsOf.records(3));
        iterate(two, TotalsOf.records(5));

        var results = merged(profiled());

        long cpu = two.after().processCpu() - one.before().processCpu();
        long bytes = one.after().allocated()
                - one.before().allocated()
                + two.after().allocated()
                - two.before().allocated();
        assertThat(score(results, "client_cpu")).isEqualTo(cpu / 8.0);
        assertThat(score(results, "alloc")).isEqualTo(bytes / 8.0);
        assertThat(results.get("client_cpu").getScoreUnit()).isEqualTo("ns/record");
        assertThat(results.get("alloc").getScoreUnit()).isEqualTo("B/record");
    }

    @Test
    void transactionsSayHowManyRecordsTheyHold() {
        iterate(Recording.open(EnumSet.of(ACK, COMMIT), "a"), TotalsOf.of(120, 4, 100, 0, 120, 20));

        assertThat(score(merged(profiled()), "records_per_transaction")).isEqualTo(25);
    }

    @Test
    void withoutTransactionsNothingIsSaidOfThem() {
        iterate(Recording.open(EnumSet.of(ACK), "a"), TotalsOf.records(10));

        assertThat(merged(profiled())).doesNotContainKey("records_per_transaction");
    }

    @Test
    void anIterationWithoutRecordsHasNoCostPerRecord() {
        iterate(Recording.open(EnumSet.of(ACK), "a"), TotalsOf.records(0));

        var results = merged(profiled());

        assertThat(score(results, "client_cpu")).isNaN();
        assertThat(score(results, TrialProfiler.RECORDS)).isZero();
    }

    @Test
    void anIterationThatFailedInsideIsLeftToJmhToExplain() {
        iterate(Recording.open(Set.of(), "a"), TotalsOf.records(1));
        Recording.open(Set.of(), "b").startIteration();

        assertThat(profiler.afterIteration(null, null, null)).isEmpty();
    }

    @Test
    void profilingLeavesTheRecordingsAsTheyAre() {
        Recording one = Recording.open(EnumSet.of(ACK), "a");
        iterate(one, TotalsOf.records(1), MILLI);
        iterate(Recording.open(EnumSet.of(ACK), "b"), TotalsOf.records(1), MILLI);
        profiled();

        assertThat(one.histograms().get(ACK).getTotalCount()).isEqualTo(1);
    }

    @Test
    void theNextIterationDoesNotChangeTheResultOfThisOne() {
        Recording recording = Recording.open(EnumSet.of(ACK), "a");
        iterate(recording, TotalsOf.records(1), MILLI);
        IterationResult first = profiled();
        iterate(recording, TotalsOf.records(2), MILLI, MILLI);

        assertThat(((HistogramResult) merged(first).get("ack")).histogram().getTotalCount())
                .isEqualTo(1);
        assertThat(score(merged(first), TrialProfiler.RECORDS)).isEqualTo(1);
    }

    @Test
    void whatOnlyTheEndOfATrialKnowsIsThereInTheLastIterationAlone() {
        Recording recording = Recording.open(EnumSet.of(ACK), "a");
        iterate(recording, TotalsOf.of(10, 0, 0, 5, 100, 1), MILLI);
        assertThat(merged(profiled())).doesNotContainKey("lost");

        recording.closed(0, Map.of("lost", 3L));

        assertThat(score(merged(profiled()), "lost")).isEqualTo(3);
    }

    @Test
    void aClientWithoutRequestsDoesNotBlurTheAverageOfTheOthers() {
        iterate(Recording.open(EnumSet.of(ACK), "a"), TotalsOf.of(10, 0, 0, 5, 100, 1), MILLI);
        Recording.Totals silent = new Recording.Totals(10, 0, 0, 0, 0, Double.NaN, Double.NaN, 0, 0);
        iterate(Recording.open(EnumSet.of(ACK), "b"), silent, MILLI);

        assertThat(score(merged(profiled()), "batch_size_avg")).isEqualTo(1000);
    }
}
