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
    private double paidUntil;
    private boolean started;

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
        long now = clock.getAsLong();
        if (!started || paidUntil < now - BURST_NANOS) {
            paidUntil = now - (started ? BURST_NANOS : 0);
            started = true;
        }
        while (paidUntil > now) {
            LockSupport.parkNanos((long) (paidUntil - now) + 1);
            now = clock.getAsLong();
        }
        paidUntil += bytes * nanosPerByte;
    }
}
