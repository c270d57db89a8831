package org.guaranteebench.audit.availability;

import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What one level saw of one death of its leader, from that until the end of the recovery.
 *
 * @param gapNanos longest silence after the death: between two settlements, of which the first may have been before it.
 *     If no record of the recovery was settled, the time until nobody waited any more
 * @param records that were due from the death to the end
 * @param responses of those that were settled, from when they were due to when they were settled, ns
 */
public record Outage(long gapNanos, long records, Histogram responses) {
    /** What is not settled so long after the end counts as unsettled, whatever becomes of it. */
    static final long SETTLING_NANOS = 30_000_000_000L;

    private static final long HIGHEST = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    /**
     * @param settlements of one level, in any order; all of records that were due before the end
     * @param start when sequence 0 was due, ns
     * @param interval between two records, ns
     * @param killed when the leader was killed, ns
     * @param end of the recovery, ns
     */
    static Outage of(List<Settlement> settlements, long start, long interval, long killed, long end) {
        long until = end + SETTLING_NANOS;
        List<Settlement> due = settlements.stream()
                .filter(settlement -> settlement.due() - killed >= 0
                        && settlement.due() - end < 0
                        && settlement.settled() - until <= 0)
                .toList();
        Histogram responses = noResponses();
        due.forEach(settlement -> responses.recordValue(settlement.settled() - settlement.due()));
        OptionalLong last = due.stream().mapToLong(Settlement::settled).max();
        long gap = longestSilence(settlements, killed, last.orElse(until), last.isEmpty());
        long records = ceilDiv(end - start, interval) - ceilDiv(killed - start, interval);
        return new Outage(gap, records, responses);
    }

    private static long ceilDiv(long nanos, long interval) {
        return -Math.floorDiv(-nanos, interval);
    }

    static Histogram noResponses() {
        return new Histogram(HIGHEST, DIGITS);
    }

    /** @param toTheEnd whether the time up to {@code last} is a silence, too */
    private static long longestSilence(List<Settlement> settlements, long killed, long last, boolean toTheEnd) {
        long[] moments = settlements.stream()
                .mapToLong(Settlement::settled)
                .filter(moment -> moment - last <= 0)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < moments.length; i++) {
            if (moments[i] - killed > 0) {
                longest = Math.max(longest, moments[i] - moments[i - 1]);
            }
        }
        long before = moments.length == 0 ? killed : moments[moments.length - 1];
        return toTheEnd ? Math.max(longest, last - before) : longest;
    }

    /** Of {@link #records}: neither acknowledged nor committed within 30 s after the end. */
    public long unsettled() {
        return records - responses.getTotalCount();
    }

    public double gapMillis() {
        return gapNanos / 1e6;
    }
}
