package org.guaranteebench.audit.availability;

import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.guaranteebench.measure.Percentile;

/**
 * What one level saw of one death of its leader.
 *
 * @param gapNanos longest silence after the death: between two settlements, of which the first may have been before it
 * @param records that were due from the death to the end of the time that was looked at
 * @param unsettled of them
 * @param responses of the others, from when they were due to when they were settled, ns
 */
record Outage(long gapNanos, long records, long unsettled, Histogram responses) {
    private static final long HIGHEST = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    /**
     * @param settlements of one level, in any order
     * @param rate at which records are due, 1/s
     * @param killed when the leader was killed, ns
     * @param end of the time that is looked at, ns
     */
    static Outage of(List<Settlement> settlements, int rate, long killed, long end) {
        long[] moments =
                settlements.stream().mapToLong(Settlement::settled).sorted().toArray();
        long gap = 0;
        for (int i = 1; i < moments.length; i++) {
            if (moments[i] - killed > 0 && moments[i - 1] - end < 0) {
                gap = Math.max(gap, moments[i] - moments[i - 1]);
            }
        }
        Histogram responses = new Histogram(HIGHEST, DIGITS);
        settlements.stream()
                .filter(settlement -> settlement.due() - killed >= 0 && settlement.due() - end < 0)
                .forEach(settlement -> responses.recordValue(settlement.settled() - settlement.due()));
        long records = Math.max(responses.getTotalCount(), (end - killed) / (1_000_000_000L / rate));
        return new Outage(gap, records, records - responses.getTotalCount(), responses);
    }

    /** In ns; empty where there are too few records to say. */
    OptionalDouble response(Percentile percentile) {
        return percentile.of(responses);
    }
}
