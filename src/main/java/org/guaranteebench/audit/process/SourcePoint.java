package org.guaranteebench.audit.process;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a {@link SourceMain} stands still when its job asks for it. A record at which it is wanted travels alone: all
 * before it have their answers when it is sent, and it has its own before the next one is. So what stands in the log
 * at that moment does not depend on batches or on who was faster.
 */
public enum SourcePoint {
    /** The record's INTENT is noted, and it is not sent yet. */
    INTENDED,
    /** The record's acknowledgement has arrived and is not noted. The client's network thread stands still, too. */
    APPENDED,
    /** The record's acknowledgement is noted. Not reached by one that gets none. */
    ACKED,
    /** The transaction has begun, and nothing of it is sent. */
    BEGUN,
    /** All of the transaction is acknowledged; whether it commits or aborts, nobody was asked and nothing is noted. */
    FILLED,
    /** The transaction's commit is noted. */
    COMMITTED,
    /** The transaction's abort is noted. */
    ABORTED;

    private static final Set<SourcePoint> OF_RECORDS = EnumSet.of(INTENDED, APPENDED, ACKED);

    private final String place = name().toLowerCase(Locale.ROOT);

    /** @param number the record's sequence, or the transaction's number in its incarnation, from 0 */
    public Point at(long number) {
        return new Point(place, number);
    }

    /** Sequences of the records at which any of these points lies. */
    static long[] records(Set<Point> points) {
        return points.stream()
                .filter(point -> OF_RECORDS.stream().anyMatch(of -> of.place.equals(point.place())))
                .mapToLong(Point::number)
                .distinct()
                .toArray();
    }
}
