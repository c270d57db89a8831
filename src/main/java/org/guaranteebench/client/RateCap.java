package org.guaranteebench.client;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps one thread's sends below a number of bytes per second, for clusters that others work on. What was not used
 * within {@value #BURST_MILLIS} ms is forfeited, so that a pause is not followed by a burst. One thread.
 */
public final class RateCap {
    /** No cap; costs a comparison per record. */
    public static final RateCap NONE = new RateCap(0, System::nanoTime);

    private static final int BURST_MILLIS = 20;
    private static final long BURST_NANOS = BURST_MILLIS * 1_000_000L;

    private final double nanosPerByte;
    private final LongSupplier clock;
    private boolean started;
    private long origin;

    /** In nanoseconds since the first record, which a double counts exactly; the clock's own zero may lie anywhere. */
    private double paidUntil;

    /** @param bytesPerSecond 0 for none */
    public RateCap(double bytesPerSecond, LongSupplier clock) {
        this.nanosPerByte = bytesPerSecond == 0 ? 0 : 1e9 / bytesPerSecond;
        this.clock = clock;
    }

    /** Blocks until {@code bytes} more may be sent. */
    public void await(int bytes) {
        if (nanosPerByte == 0) {
            return;
        }
        if (!started) {
            started = true;
            origin = clock.getAsLong();
        }
        long now = clock.getAsLong() - origin;
        paidUntil = Math.max(paidUntil, now - BURST_NANOS);
        while (paidUntil > now) {
            LockSupport.parkNanos((long) (paidUntil - now) + 1);
            now = clock.getAsLong() - origin;
        }
        paidUntil += bytes * nanosPerByte;
    }
}
