package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.guaranteebench.measure.Iterations.fork;
import static org.guaranteebench.measure.Iterations.iteration;
import static org.guaranteebench.measure.Iterations.merged;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.Result;

class HistogramResultTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private static Histogram histogram(long value, long count) {
        Histogram histogram = new Histogram(HOUR, 3);
        histogram.recordValueWithCount(value, count);
        return histogram;
    }

    private static HistogramResult ack(long value, long count) {
        return new HistogramResult("ack", histogram(value, count));
    }

    private static double micros(Map<String, Result<?>> results, String label) {
        assertThat(results).containsKey(label);
        assertThat(results.get(label).getScoreUnit()).isEqualTo("us");
        return results.get(label).getScore();
    }

    @Test
    void itKeepsEveryValueOnTheWayFromTheFork() throws IOException, ClassNotFoundException {
        Histogram sent = histogram(0, 3);
        sent.recordValue(1);
        sent.recordValueWithCount(5 * MILLI, 100_000);
        sent.recordValue(HOUR);
        ByteArrayOutputStream link = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(link)) {
            out.writeObject(new HistogramResult("ack", sent));
        }
        HistogramResult received;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(link.toByteArray()))) {
            received = (HistogramResult) in.readObject();
        }

        assertThat(received.histogram()).isEqualTo(sent);
        assertThat(received.getLabel()).isEqualTo("ack");
    }

    @Test
    void zeroAndAnHourAreNeitherDroppedNorClamped() {
        Histogram sent = histogram(0, 1);
        sent.recordValue(HOUR);
        Histogram kept = new HistogramResult("ack", sent).histogram();

        assertThat(kept.getTotalCount()).isEqualTo(2);
        assertThat(kept.getCountAtValue(0)).isEqualTo(1);
        assertThat(kept.getCountAtValue(HOUR)).isEqualTo(1);
        assertThat(kept.getMinValue()).isZero();
        assertThat(kept.valuesAreEquivalent(kept.getMaxValue(), HOUR)).isTrue();
    }

    @Test
    void whatIsRecordedLaterDoesNotGetIntoIt() {
        Histogram reused = histogram(MICRO, 1);
        HistogramResult result = new HistogramResult("ack", reused);
        reused.recordValue(MILLI);

        assertThat(result.histogram()).isEqualTo(histogram(MICRO, 1));
    }

    @Test
    void theScoreIsTheMeanInMicroseconds() {
        Histogram histogram = histogram(10 * MICRO, 1);
        histogram.recordValue(30 * MICRO);
        HistogramResult result = new HistogramResult("ack", histogram);

        assertThat(result.getScore()).isEqualTo(20, within(0.02));
        assertThat(result.getScoreUnit()).isEqualTo("us");
    }

    /** The mean of the threads' medians would be 500.5 us; nine records in ten waited 1 us. */
    @Test
    void threadsMergeIntoOneDistribution() {
        var results = merged(iteration(List.of(ack(MICRO, 900), ack(MILLI, 100))));

        assertThat(micros(results, "ack_p50")).isEqualTo(1, within(0.001));
        assertThat(micros(results, "ack_max")).isEqualTo(1000, within(1.0));
        assertThat(((HistogramResult) results.get("ack")).histogram().getTotalCount())
                .isEqualTo(1000);
    }

    @Test
    void iterationsMergeIntoOneDistribution() {
        var results = merged(fork(
                iteration(List.of(ack(MICRO, 30))),
                iteration(List.of(ack(MICRO, 30))),
                iteration(List.of(ack(MILLI, 50)))));

        assertThat(micros(results, "ack_p50")).isEqualTo(1, within(0.001));
        assertThat(micros(results, "ack_p90")).isEqualTo(1000, within(1.0));
        assertThat(((HistogramResult) results.get("ack")).histogram().getTotalCount())
                .isEqualTo(110);
    }

    @Test
    void forksMergeIntoOneDistribution() {
        var results = merged(fork(iteration(List.of(ack(MICRO, 60)))), fork(iteration(List.of(ack(MILLI, 50)))));

        assertThat(micros(results, "ack_p50")).isEqualTo(1, within(0.001));
        assertThat(((HistogramResult) results.get("ack")).histogram().getTotalCount())
                .isEqualTo(110);
    }

    @Test
    void aPercentileNeedsItsSamplesInTheMergedDistributionOnly() {
        var first = iteration(List.of(ack(MICRO, 5_000)));
        var second = iteration(List.of(ack(MICRO, 5_000)));

        assertThat(merged(first)).doesNotContainKey("ack_p99");
        assertThat(merged(fork(first, second))).containsKey("ack_p99");
    }

    @ParameterizedTest
    @CsvSource({"ack_p99, 10000", "ack_p999, 100000"})
    void aPercentileWithTooFewSamplesIsAbsentAndNotGuessed(String metric, int needed) {
        assertThat(merged(iteration(List.of(ack(MICRO, needed - 1))))).doesNotContainKey(metric);
        assertThat(merged(iteration(List.of(ack(MICRO, needed))))).containsKey(metric);
    }

    @Test
    void withoutSamplesThereIsNoPercentileAtAll() {
        assertThat(merged(iteration(List.of(ack(MICRO, 0))))).containsOnlyKeys("ack");
    }

    @Test
    void eachPercentileIsNamedAfterItsDistribution() {
        assertThat(merged(iteration(List.of(new HistogramResult("commit", histogram(MICRO, 100_000))))))
                .containsOnlyKeys("commit", "commit_p50", "commit_p90", "commit_p99", "commit_p999", "commit_max");
    }

    @Test
    void distributionsOfDifferentNamesAreNotMixed() {
        var results = merged(iteration(
                List.of(ack(MICRO, 20), new HistogramResult("send_lag", histogram(MILLI, 20)), ack(MICRO, 20))));

        assertThat(micros(results, "ack_max")).isEqualTo(1, within(0.001));
        assertThat(micros(results, "send_lag_p50")).isEqualTo(1000, within(1.0));
    }
}
