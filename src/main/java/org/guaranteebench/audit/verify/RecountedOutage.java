package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What one level saw of one kill, from its settlements alone.
 *
 * @param gap longest silence, ns
 * @param records that were due during the recovery
 * @param responses of those that were settled, exact, ns
 */
record RecountedOutage(long gap, long records, List<Long> responses) {
    /** After the end of a recovery nobody waits longer. */
    private static final long SETTLING_NANOS = 30_000_000_000L;

    /** A percentile needs so many records beyond it. */
    private static final int BEYOND = 5;

    private static final int PER_MILLE = 1000;

    /**
     * @param killed when the leader was killed, ns
     * @param end of the recovery, ns
     */
    static RecountedOutage of(RawSettlements raw, long killed, long end) {
        List<Long> responses = new ArrayList<>();
        long first = raw.firstFrom(killed);
        long behind = raw.firstFrom(end);
        long last = Long.MIN_VALUE;
        for (long sequence = first; sequence < behind; sequence++) {
            Long settled = raw.settled().get(sequence);
            if (settled != null && settled <= end + SETTLING_NANOS) {
                responses.add(settled - raw.due(sequence));
                last = Math.max(last, settled);
            }
        }
        long gap = gap(
                new TreeSet<>(raw.settled().values()),
                killed,
                responses.isEmpty() ? end + SETTLING_NANOS : last,
                responses.isEmpty());
        return new RecountedOutage(gap, behind - first, responses);
    }

    private static long gap(TreeSet<Long> moments, long killed, long last, boolean toTheEnd) {
        long gap = 0;
        for (long moment : moments.subSet(Math.min(killed, last), false, last, true)) {
            Long before = moments.lower(moment);
            gap = before == null ? gap : Math.max(gap, moment - before);
        }
        if (toTheEnd) {
            Long before = moments.floor(last);
            gap = Math.max(gap, last - (before == null ? killed : before));
        }
        return gap;
    }

    long unsettled() {
        return records - responses.size();
    }

    /** The exact value of which so many of 1000 are not above; empty with too few beyond, but for the maximum. */
    static OptionalDouble percentile(Collection<Long> responses, int perMille) {
        long size = responses.size();
        boolean tooFew = perMille < PER_MILLE && size * (PER_MILLE - perMille) < BEYOND * PER_MILLE;
        if (size == 0 || tooFew) {
            return OptionalDouble.empty();
        }
        long rank = Math.max(1, (size * perMille + PER_MILLE - 1) / PER_MILLE);
        return OptionalDouble.of(responses.stream()
                .mapToDouble(Long::doubleValue)
                .sorted()
                .skip(rank - 1)
                .findFirst()
                .orElseThrow());
    }
}
