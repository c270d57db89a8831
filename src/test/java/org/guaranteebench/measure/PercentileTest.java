package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PercentileTest {

    private static Histogram samples(long count) {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        histogram.recordValueWithCount(1_000, count);
        return histogram;
    }

    @ParameterizedTest
    @CsvSource({"P50, 20", "P90, 100", "P99, 10000", "P999, 100000", "MAX, 1"})
    void oneSampleTooFewLeavesItEmpty(Percentile percentile, long needed) {
        assertThat(percentile.samplesNeeded()).isEqualTo(needed);
        assertThat(percentile.of(samples(needed - 1))).isEmpty();
        assertThat(percentile.of(samples(needed))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"P50, 50000", "P90, 90000", "P99, 99000", "P999, 99900", "MAX, 100000"})
    void itIsTheValueThatSoManyPercentDoNotExceed(Percentile percentile, long rank) {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (long value = 1; value <= 100_000; value++) {
            histogram.recordValue(value * 1000);
        }
        assertThat(percentile.of(histogram).orElseThrow()).isEqualTo(rank * 1000.0, within(rank * 1.0));
    }

    @Test
    void theLabelsAreTheEndingsOfTheMetrics() {
        assertThat(Percentile.values())
                .extracting(Percentile::label)
                .containsExactly("p50", "p90", "p99", "p999", "max");
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyHistogramHasNone(Percentile percentile) {
        assertThat(percentile.of(samples(0))).isEmpty();
    }
}
