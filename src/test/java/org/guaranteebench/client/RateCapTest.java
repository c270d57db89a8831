package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateCapTest {
    /** One byte per microsecond, a record of a kilobyte per millisecond. */
    private static final double BYTES_PER_SECOND = 1e6;

    private static final int RECORD = 1000;
    private static final long NANOS_PER_BYTE = 1000;
    private static final long MILLIS = 1_000_000;
    private static final long BURST = 20 * MILLIS;

    /** Time that passes by a step whenever it is asked for. Whoever parks between two looks is woken at once. */
    private static final class Clock implements LongSupplier {
        private final long step;
        private long now;
        private long looks;

        Clock(long start, long step) {
            this.now = start;
            this.step = step;
        }

        @Override
        public long getAsLong() {
            LockSupport.unpark(Thread.currentThread());
            looks++;
            now += step;
            return now;
        }
    }

    private final Clock clock = new Clock(123_456_789, 1000);
    private final RateCap cap = new RateCap(BYTES_PER_SECOND, clock);

    /** How many records go out before one has to wait noticeably. */
    private int recordsAtOnce() {
        long began = clock.now;
        int records = 0;
        while (true) {
            cap.await(RECORD);
            if (clock.now - began > MILLIS / 2) {
                return records;
            }
            records++;
        }
    }

    @Test
    void aBusySenderGetsExactlyTheRate() {
        cap.await(RECORD);
        long began = clock.now;
        for (int i = 1; i <= 5000; i++) {
            cap.await(RECORD);
            assertThat(clock.now - began).isBetween(i * MILLIS - 2 * clock.step, i * MILLIS + 2 * clock.step);
        }
    }

    @Test
    void aLargeRecordIsPaidForBeforeTheNextOne() {
        cap.await(500 * RECORD);
        long first = clock.now;
        cap.await(1);
        assertThat(clock.now - first).isBetween(500 * MILLIS - clock.step, 500 * MILLIS + 2 * clock.step);
        long second = clock.now;
        cap.await(1);
        assertThat(clock.now - second).isLessThanOrEqualTo(3 * clock.step);
    }

    /** However records and pauses come: over no stretch of time more than the rate and one burst, never caught up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theRateIsNeverExceededInTheLongRunNorMoreThanABurstInTheShort(long seed) {
        Random random = new Random(seed);
        int records = 1500;
        long[] at = new long[records];
        long[] before = new long[records + 1];
        for (int i = 0; i < records; i++) {
            if (random.nextInt(10) == 0) {
                clock.now += (long) (random.nextDouble() * random.nextDouble() * 200 * MILLIS);
            }
            int bytes = 1 + random.nextInt(3 * RECORD);
            cap.await(bytes);
            at[i] = clock.now;
            before[i + 1] = before[i] + bytes;
        }
        for (int i = 0; i < records; i++) {
            assertThat((before[i] - before[0]) * NANOS_PER_BYTE)
                    .as("sent before record %d", i)
                    .isLessThanOrEqualTo(at[i] - at[0] + clock.step);
            for (int j = i + 1; j < records; j++) {
                long paid = (before[j] - before[i]) * NANOS_PER_BYTE;
                if (paid > at[j] - at[i] + BURST + clock.step) {
                    throw new AssertionError("records " + i + " to " + j + ": " + paid + " ns in " + (at[j] - at[i]));
                }
            }
        }
    }

    @Test
    void atTheStartThereIsNothingToCatchUpWith() {
        assertThat(recordsAtOnce()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 100, 3_600_000})
    void aPauseIsFollowedByABurstOfTwentyMillisecondsAndNoMore(long millis) {
        cap.await(RECORD);
        clock.now += millis * MILLIS;
        assertThat(recordsAtOnce()).isEqualTo(21);
        assertThat(recordsAtOnce()).as("it is spent").isZero();
    }

    @Test
    void aShortDelayIsMadeUpFor() {
        cap.await(RECORD);
        clock.now += 10 * MILLIS;
        assertThat(recordsAtOnce()).isEqualTo(10);
    }

    @Test
    void itCountsExactlyWhereverTheClockBegan() {
        Clock late = new Clock(Long.MAX_VALUE - 2 * MILLIS, 7);
        RateCap fast = new RateCap(BYTES_PER_SECOND * 1000, late);
        fast.await(17);
        long began = late.now;
        for (int i = 0; i < 1_000_000; i++) {
            fast.await(17);
        }
        assertThat(late.now - began).isBetween(17 * MILLIS - 20, 17 * MILLIS + 20);
    }

    @Test
    void withoutACapNobodyWaitsOrLooksAtTheClock() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1000; i++) {
                RateCap.NONE.await(Integer.MAX_VALUE);
            }
        });
        Clock unseen = new Clock(0, 1);
        RateCap none = new RateCap(0, unseen);
        assertThatCode(() -> none.await(Integer.MAX_VALUE)).doesNotThrowAnyException();
        none.await(RECORD);
        assertThat(unseen.looks).isZero();
    }

    /** A hundredth of a second of real time. */
    @Test
    void whoWaitsReallyWaits() {
        RateCap real = new RateCap(BYTES_PER_SECOND, System::nanoTime);
        real.await(10 * RECORD);
        long began = System.nanoTime();
        real.await(1);
        // It was paid for from a moment before.
        assertThat(System.nanoTime() - began).isGreaterThan(9 * MILLIS);
    }
}
