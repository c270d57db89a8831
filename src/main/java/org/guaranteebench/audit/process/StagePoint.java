package org.guaranteebench.audit.process;

import java.util.Locale;

/** Where a {@link StageMain} stands still when its job asks for it. All numbers are of one process. */
public enum StagePoint {
    /** Batch b, from 0, is in hand, and nothing has been done with it. */
    POLLED,
    /** The positions of batch b are committed, and noted. */
    COMMITTED,
    /** Record n, from 1, is processed: noted, or on its way to the output. */
    PROCESSED,
    /** All of batch b is processed, and its results are acknowledged. */
    PRODUCED,
    /** Transaction t, from 0, holds all that it is to hold; its commit is neither noted nor asked for. */
    FILLED;

    private final String place = name().toLowerCase(Locale.ROOT);

    /** @param number of the batch, the record or the transaction */
    public Point at(long number) {
        return new Point(place, number);
    }
}
