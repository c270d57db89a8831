package org.guaranteebench.bench.rebalance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.guaranteebench.client.Stamp;

/**
 * What the members of a group were given: how long each record took, which came again, and how long each partition's
 * records had to wait during an event. A partition's records are due in the order of its log, so when one is delivered,
 * all that were due before it have been. Thread-safe.
 */
public final class Arrivals {
    private static final long NO_EVENT = Long.MAX_VALUE;

    private final LongConsumer visible;
    private final BitSet seen = new BitSet();
    private final long[] latestDue;
    private final long[] longestWait;
    private long eventBegan = NO_EVENT;
    private long distinct;
    private long again;

    /** @param visible hears of each record's time until its first delivery, ns, one call at a time */
    public Arrivals(int partitions, LongConsumer visible) {
        this.visible = visible;
        latestDue = new long[partitions];
        Arrays.fill(latestDue, Long.MIN_VALUE);
        longestWait = new long[partitions];
    }

    /** @param at when the {@code poll} had returned that brought it, ns */
    synchronized void delivered(int partition, Stamp stamp, long at) {
        if (seen.get(stamp.number())) {
            again++;
            return;
        }
        seen.set(stamp.number());
        distinct++;
        visible.accept(at - stamp.due());
        latestDue[partition] = Math.max(latestDue[partition], stamp.due());
        if (stamp.due() >= eventBegan) {
            longestWait[partition] = Math.max(longestWait[partition], at - stamp.due());
        }
    }

    /** Records that are due from now on wait because of an event, if they do. */
    synchronized void eventBegins(long at) {
        Arrays.fill(longestWait, 0);
        eventBegan = at;
    }

    /** Whether of each partition a record was delivered that was due at this time or later. */
    synchronized boolean allPast(long due) {
        return Arrays.stream(latestDue).allMatch(latest -> latest >= due);
    }

    /** The longest wait of each partition's records during the event, ns. */
    synchronized long[] eventEnds() {
        eventBegan = NO_EVENT;
        return longestWait.clone();
    }

    /** Different records so far. */
    public synchronized long distinct() {
        return distinct;
    }

    /** Deliveries so far of records that had been delivered before. */
    public synchronized long again() {
        return again;
    }
}
