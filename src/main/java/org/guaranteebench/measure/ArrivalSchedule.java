package org.guaranteebench.measure;

/**
 * When each record of an open-loop load is due: record i at {@code start + i * 1e9 / rate}, computed from i each time so
 * that no rounding accumulates. With several threads each takes every n-th record of the one schedule. One thread.
 */
public final class ArrivalSchedule {
    private static final long NANOS = 1_000_000_000L;

    private final long start;
    private final int rate;
    private final int threads;
    private long index;

    /**
     * @param start ns, on the clock of the caller
     * @param rate records/s over all threads, at least 1
     * @param thread this thread's number, from 0
     */
    public ArrivalSchedule(long start, int rate, int thread, int threads) {
        if (rate < 1 || thread < 0 || thread >= threads) {
            throw new IllegalArgumentException("rate=" + rate + " thread=" + thread + " of " + threads);
        }
        this.start = start;
        this.rate = rate;
        this.threads = threads;
        this.index = thread;
    }

    /** The next record's due time, ns. Whole seconds and the rest apart: the product would overflow after 9e9 records. */
    public long next() {
        long due = start + index / rate * NANOS + index % rate * NANOS / rate;
        index += threads;
        return due;
    }
}
