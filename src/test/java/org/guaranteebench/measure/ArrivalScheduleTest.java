package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {
    private static final long START = -5_000_000_000L;
    private static final int RECORDS = 2_500;

    private static List<Long> take(ArrivalSchedule schedule, int records) {
        return LongStream.generate(schedule::next).limit(records).boxed().toList();
    }

    /** Without any limit on the size of numbers. */
    private static long exact(long start, long index, int rate) {
        return BigInteger.valueOf(index)
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .divide(BigInteger.valueOf(rate))
                .add(BigInteger.valueOf(start))
                .longValueExact();
    }

    @Test
    void threeRecordsPerSecondAreDueAtThirdsWithoutAccumulatedRounding() {
        assertThat(take(new ArrivalSchedule(0, 3, 0, 1), 7))
                .containsExactly(
                        0L, 333_333_333L, 666_666_666L, 1_000_000_000L, 1_333_333_333L, 1_666_666_666L, 2_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"10000, 100000", "1000000, 1000", "1, 1000000000"})
    void aRateThatDividesASecondGivesEqualDistances(int rate, long nanos) {
        assertThat(take(new ArrivalSchedule(START, rate, 0, 1), 4))
                .containsExactly(START, START + nanos, START + 2 * nanos, START + 3 * nanos);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10_000, 999_983, 1_000_000, 10_000_000, Integer.MAX_VALUE})
    void everyRecordIsDueAtItsExactTime(int rate) {
        List<Long> due = take(new ArrivalSchedule(START, rate, 0, 1), RECORDS);

        for (int i = 0; i < RECORDS; i++) {
            assertThat(due.get(i)).isEqualTo(exact(START, i, rate));
        }
    }

    /** index * 1e9 leaves the long after 9.2e9 records; a thread number that large starts the index there. */
    @ParameterizedTest
    @ValueSource(ints = {3, 7, 10_000, 1_000_000, 10_000_000})
    void timesStayExactWhereTheProductWouldOverflow(int rate) {
        int threads = Integer.MAX_VALUE;
        int thread = threads - 1;
        ArrivalSchedule schedule = new ArrivalSchedule(START, rate, thread, threads);

        long index = thread;
        for (int i = 0; i < 10; i++) {
            assertThat(schedule.next()).isEqualTo(exact(START, index, rate));
            index += threads;
        }
        assertThat(index).isGreaterThan(Long.MAX_VALUE / 1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 10_000, 1_000_000})
    void threeThreadsTogetherAreTheOneSchedule(int rate) {
        List<Long> all = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            all.addAll(take(new ArrivalSchedule(START, rate, thread, 3), RECORDS));
        }
        all.sort(null);

        assertThat(all).isEqualTo(take(new ArrivalSchedule(START, rate, 0, 1), 3 * RECORDS));
    }

    @Test
    void eachThreadTakesEveryNthRecordFromItsOwnOn() {
        assertThat(take(new ArrivalSchedule(0, 1000, 2, 4), 3)).containsExactly(2_000_000L, 6_000_000L, 10_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "-1, 0, 1", "1, -1, 1", "1, 1, 1", "1, 0, 0"})
    void aScheduleWithoutRateOrThreadIsRefused(int rate, int thread, int threads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArrivalSchedule(0, rate, thread, threads))
                .withMessage("rate=" + rate + " thread=" + thread + " of " + threads);
    }
}
