package org.guaranteebench.run;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.guaranteebench.journal.Flag;

/**
 * Notices that the system's clock is set while a trial runs. All durations come from the monotonic clock and are as they
 * were; Kafka's timeouts, retention and time stamps are not. A clock that is slewed moves both alike and is no step.
 * One thread.
 */
final class ClockWatch {
    /** Two clocks are read one after the other, and a busy machine may come between: the best of some readings counts. */
    private static final int READINGS = 5;

    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier monotonic;
    private final Supplier<Instant> wall;
    private final long offset;

    /** Begins to watch. */
    ClockWatch() {
        this(System::nanoTime, Instant::now);
    }

    /** @param monotonic ns */
    ClockWatch(LongSupplier monotonic, Supplier<Instant> wall) {
        this.monotonic = monotonic;
        this.wall = wall;
        this.offset = offset();
    }

    /** How far the clock was set since the beginning, if it was. */
    Optional<Flag> step() {
        long step = offset() - offset;
        return Math.abs(step) < LEAST_NANOS
                ? Optional.empty()
                : Optional.of(new Flag(
                        "clock-step",
                        String.format(
                                Locale.ROOT,
                                "the system's clock was set %s by %.1f s",
                                step > 0 ? "forward" : "back",
                                Math.abs(step) / NANOS_PER_SECOND)));
    }

    /** Wall clock − monotonic clock, ns, of the reading that took least time. */
    private long offset() {
        long least = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < READINGS; i++) {
            long before = monotonic.getAsLong();
            Instant now = wall.get();
            long took = monotonic.getAsLong() - before;
            if (took < least) {
                least = took;
                offset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - before - took / 2;
            }
        }
        return offset;
    }
}
