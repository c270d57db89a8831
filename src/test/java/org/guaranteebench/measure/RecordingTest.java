package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.guaranteebench.measure.Distribution.ACK;
import static org.guaranteebench.measure.Distribution.COMMIT;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long HOUR = 3_600_000_000_000L;

    private Recording recording;

    @BeforeEach
    void open() {
        recording = Recording.open(EnumSet.of(ACK, COMMIT), "kgb-client-0");
    }

    /** In a fork nothing is ever closed; here the next test must not find it. */
    @AfterEach
    void forget() {
        Recording.all().clear();
    }

    private Histogram ack() {
        return recording.histograms().get(ACK);
    }

    @Test
    void eachDistributionAskedForHasAHistogramOfItsOwn() {
        recording.record(ACK, 1);
        recording.record(COMMIT, 2);
        recording.record(COMMIT, 3);

        assertThat(recording.histograms()).containsOnlyKeys(ACK, COMMIT);
        assertThat(ack().getTotalCount()).isEqualTo(1);
        assertThat(recording.histograms().get(COMMIT).getTotalCount()).isEqualTo(2);
    }

    @Test
    void zeroIsAValue() {
        recording.record(ACK, 0);

        assertThat(ack().getCountAtValue(0)).isEqualTo(1);
        assertThat(recording.overflows()).isZero();
    }

    @Test
    void valuesAreKeptToThreeDigits() {
        recording.record(ACK, 123_456_789);

        assertThat(ack().getMaxValue()).isBetween(123_456_789L, 123_600_000L);
        assertThat(ack().getMinValue()).isBetween(123_300_000L, 123_456_789L);
    }

    @Test
    void anHourIsTheLargestValueAndLargerOnesAreCounted() {
        recording.record(ACK, HOUR);
        recording.record(ACK, HOUR + 1);
        recording.record(COMMIT, Long.MAX_VALUE);

        assertThat(ack().getTotalCount()).isEqualTo(1);
        assertThat(ack().getCountAtValue(HOUR)).isEqualTo(1);
        assertThat(recording.histograms().get(COMMIT).getTotalCount()).isZero();
        assertThat(recording.overflows()).isEqualTo(2);
    }

    @Test
    void aNegativeLatencyIsAClockErrorAndIsNotSwallowed() {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> recording.record(ACK, -1));
        assertThat(ack().getTotalCount()).isZero();
    }

    @Test
    void anIterationStartsFromNothing() {
        recording.startIteration();
        recording.record(ACK, 1);
        recording.record(ACK, HOUR + 1);
        recording.finishIteration(TotalsOf.records(1));

        recording.startIteration();

        assertThat(ack().getTotalCount()).isZero();
        assertThat(recording.overflows()).isZero();
        assertThat(recording.totals()).isNull();
    }

    @Test
    void anIterationEndsWithItsTotalsAndMeters() {
        recording.startIteration();
        recording.finishIteration(TotalsOf.records(7));

        assertThat(recording.totals().records()).isEqualTo(7);
        assertThat(recording.after().nanos())
                .isGreaterThanOrEqualTo(recording.before().nanos());
        assertThat(recording.after().processCpu())
                .isGreaterThanOrEqualTo(recording.before().processCpu());
    }

    @Test
    void finishingKeepsWhatWasRecorded() {
        recording.startIteration();
        recording.record(ACK, 1);
        recording.finishIteration(TotalsOf.records(1));

        assertThat(ack().getTotalCount()).isEqualTo(1);
    }

    @Test
    void aBenchmarkWithoutLatenciesHasNoHistograms() {
        assertThat(Recording.open(Set.of(), "kgb-client-1").histograms()).isEmpty();
    }

    @Test
    void theProfilerFindsEveryRecordingOfTheJvm() {
        Recording second = Recording.open(Set.of(ACK), "kgb-client-1");

        assertThat(Recording.all()).containsExactly(recording, second);
    }

    @Test
    void recordingAllocatesNothingPerRecord() {
        Recording recording = Recording.open(EnumSet.of(Distribution.ACK), "none");
        recording.startIteration();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int records = 200_000;
        for (int i = 0; i < records; i++) {
            recording.record(Distribution.ACK, i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < records; i++) {
            recording.record(Distribution.ACK, i * 1_000L);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(records / 10);
    }
}
